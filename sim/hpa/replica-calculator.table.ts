// Cases of kubernetes v1.36.3 pkg/controller/podautoscaler/replica_calculator_test.go, with what the functions of that
// release answered when the tests ran. There the CPU initialization period is two minutes and the initial readiness delay
// ten seconds. Column `test` is the test function without `TestReplicaCalc`; `pods` are as `podsIn` reads them; the
// tolerances down and up stand behind `within` where they are not 0.1.

/**
 * CPU as a share of the request, in millicores. `replicas` is `spec.replicas`.
 *
 * `requests` are those of each of a pod's two containers, one for all pods or pod by pod. `usage` goes sample by sample: of
 * each container, or `container1/container2`, where the second may be lacking. `answer`: replicas, utilization, average usage.
 */
export const utilizationCases = `
replicas | pods                  | requests            | usage                                          | target               | answer        | test
3        | 3 ready               | 1000                | 300 500 700                                    | 30%                  | 5 50% 1000    | ScaleUp
3        | 3 ready               | 1000                | 1000/300 1000/500 1000/700                     | 30% of container2    | 5 50% 500     | ContainerScaleUp
3        | 1 unready, 2 ready    | 1000                | 300 500 700                                    | 30%                  | 4 60% 1200    | ScaleUpUnreadyLessScale
3        | 1 hot, 2 cool         | 1000                | 0/300 0/500 0/700                              | 30% of container2    | 4 60% 600     | ScaleUpContainerHotCpuLessScale
3        | 1 hot, 2 cool         | 1000                | 300 500 700                                    | 30%                  | 4 60% 1200    | ScaleUpHotCpuLessScale
3        | 1 ready, 2 unready    | 1000                | 400 500 700                                    | 30%                  | 3 40% 800     | ScaleUpUnreadyNoScale
3        | 1 cool, 2 hot-unready | 1000                | 400 500 700                                    | 30%                  | 3 40% 800     | ScaleHotCpuNoScale
2        | 2 ready, 2 failed     | 1000                | 500 700                                        | 30%                  | 4 60% 1200    | ScaleUpIgnoresFailedPods
2        | 2 ready, 2 failed     | 1000                | 1000/500 9000/700 1000/ 9000/                  | 30% of container2    | 4 60% 600     | MissingContainerMetricScaleUpIgnoresFailedPods
2        | 2 ready, 2 failed     | 1000                | 1000/500 9000/700                              | 30% of container2    | 4 60% 600     | ScaleUpContainerIgnoresFailedPods
2        | 2 ready, 2 deleting   | 1000                | 500 700                                        | 30%                  | 4 60% 1200    | ScaleUpIgnoresDeletionPods
2        | 2 ready, 2 deleting   | 1000                | 500 700                                        | 30% of container1    | 4 60% 600     | ScaleUpContainerIgnoresDeletionPods
5        | 5 ready               | 1000                | 100 300 500 250 250                            | 50%                  | 3 28% 560     | ScaleDown
5        | 5 ready               | 1000                | 1000/100 1000/300 1000/500 1000/250 1000/250   | 50% of container2    | 3 28% 280     | ContainerScaleDown
5        | 3 ready, 2 unready    | 1000                | 100 300 500 250 250                            | 50%                  | 2 30% 600     | ScaleDownExcludeUnreadyPods
5        | 3 ready, 2 unready    | 1000                | 1000/100 1000/300 1000/500 1000/250 1000/250   | 50% of container2    | 2 30% 300     | ScaleDownContainerExcludeUnreadyPods
5        | 1 ready, 4 pending    | 1000                | 100                                            | 50%                  | 1 10% 200     | ScaleDownExcludeUnscheduledPods
5        | 1 ready, 4 pending    | 1000                | 1000/100 1000/300 1000/500 1000/250 1000/250   | 50% of container2    | 1 10% 100     | ScaleDownContainerExcludeUnscheduledPods
5        | 3 cool, 2 hot         | 1000                | 100 300 500 250 250                            | 50%                  | 2 30% 600     | ScaleDownIgnoreHotCpuPods
5        | 3 cool, 2 hot         | 1000                | 1000/100 1000/300 1000/500 1000/1000 1000/1000 | 50% of container2    | 2 30% 300     | ScaleDownContainerIgnoreHotCpuPods
5        | 5 ready, 2 failed     | 1000                | 100 300 500 250 250                            | 50%                  | 3 28% 560     | ScaleDownIgnoresFailedPods
5        | 5 ready, 2 failed     | 1000                | 1000/100 1000/300 1000/500 1000/250 1000/250   | 50% of container2    | 3 28% 280     | ScaleDownContainerIgnoresFailedPods
5        | 5 ready, 2 deleting   | 1000                | 100 300 500 250 250                            | 50%                  | 3 28% 560     | ScaleDownIgnoresDeletionPods
5        | 5 ready, 2 deleting   | 1000                | 1000/100 1000/300 1000/500 1000/250 1000/250   | 50% of container2    | 3 28% 280     | ScaleDownIgnoresDeletionPods_StillRunning
3        | 3 ready               | 900 1000 1100       | 1010 1030 1020                                 | 100%                 | 3 102% 2040   | Tolerance
3        | 3 ready               | 900 1000 1100       | 909 1010 1111                                  | 100% within 0 0      | 4 101% 2020   | ConfigurableTolerance/Outside of a 0% tolerance
3        | 3 ready               | 900 1000 1100       | 1890 1910 1900                                 | 100% within 0.1 2    | 3 190% 3800   | ConfigurableTolerance/Within a 200% scale-up tolerance
3        | 3 ready               | 900 1000 1100       | 1100 1080 1090                                 | 100% within 2 0.08   | 4 109% 2180   | ConfigurableTolerance/Outside 8% scale-up tolerance (and superfuous scale-down tolerance)
3        | 3 ready               | 900 1000 1100       | 660 640 650                                    | 100% within 0.36 0.1 | 3 65% 1300    | ConfigurableTolerance/Within a 36% scale-down tolerance
3        | 3 ready               | 900 1000 1100       | 660 640 650                                    | 100% within 0.34 0.1 | 2 65% 1300    | ConfigurableTolerance/Outside a 34% scale-down tolerance
4        | 4 ready               | 1000                | 4000 9500 3000 7000 3200 2000                  | 100%                 | 24 587% 11750 | SuperfluousMetrics
4        | 4 ready               | 1000                | 400 95                                         | 100%                 | 3 24% 495     | MissingMetrics
2        | 2 ready               | 1000                | 1000                                           | 100%                 | 2 100% 2000   | MissingMetricsNoChangeEq
2        | 2 ready               | 1000                | 1900                                           | 100%                 | 2 190% 3800   | MissingMetricsNoChangeGt
2        | 2 ready               | 1000                | 600                                            | 100%                 | 2 60% 1200    | MissingMetricsNoChangeLt
3        | 1 unready, 2 ready    | 1000                | 100 450                                        | 50%                  | 3 45% 900     | MissingMetricsUnreadyChange
3        | 1 hot, 2 cool         | 1000                | 100 450                                        | 50%                  | 3 45% 900     | MissingMetricsHotCpuNoChange
3        | 1 unready, 2 ready    | 1000                | 100 2000                                       | 50%                  | 4 200% 4000   | MissingMetricsUnreadyScaleUp
3        | 1 hot-unready, 2 cool | 1000                | 100 2000                                       | 50%                  | 4 200% 4000   | MissingMetricsHotCpuScaleUp
4        | 1 unready, 3 ready    | 1000                | 100 100 100                                    | 50%                  | 3 10% 200     | MissingMetricsUnreadyScaleDown
4        | 1 unready, 3 ready    | 1000 1000 2000 2000 | 200 100 100                                    | 300%                 | 2 6% 200      | MissingMetricsScaleDownTargetOver100
2        | 3 ready               | 1000                | 100 100                                        | 50%                  | 2 10% 200     | DuringRollingUpdateWithMaxSurge
`;

/**
 * Every other metric, in milli-units. `replicas` is both `spec.replicas` and `status.replicas`.
 *
 * `values` go pod by pod or series by series. `answer`: replicas, and the value in the status.
 */
export const valueCases = `
metric           | replicas | pods                                 | values                                  | target                | answer                         | test
object           | 3        | 3 ready                              | 9223372036854775807                     | 1                     | 2147483647 9223372036854775807 | ScaleUpOverflow
external per pod | 1        | 1 ready                              | 9223372036854775807                     | 1                     | 2147483647 9223372036854775807 | ExternalPerPodMetricReplicaOverflow
external per pod | 1        | 1 ready                              | 9223372036854775807                     | 9223372036854775807   | 1 9223372036854775807          | ExternalPerPodMetricUsageOverflow
pods             | 3        | 3 ready                              | 20000 10000 30000                       | 15000                 | 4 20000                        | ScaleUpCM
pods             | 3        | 2 cool, 1 hot-unready                | 50000 10000 30000                       | 15000                 | 6 30000                        | ScaleUpCMUnreadyHotCpuNoLessScale
pods             | 3        | 1 hot-unready, 1 cool, 1 hot-unready | 50000 15000 30000                       | 15000                 | 7 31666                        | ScaleUpCMUnreadyHotCpuScaleWouldScaleDown
object           | 3        | 3 ready                              | 20000                                   | 15000                 | 4 20000                        | ScaleUpCMObject
object per pod   | 3        | 3 ready                              | 20000                                   | 5000                  | 4 6667                         | ScaleUpCMPerPodObject
object           | 3        | 1 unready, 1 ready, 1 unready        | 50000                                   | 10000                 | 5 50000                        | ScaleUpCMObjectIgnoresUnreadyPods
pods             | 1        | 1 ready                              | 8600                                    | 4400                  | 2 8600                         | ScaleUpCMExternal
external         | 3        | 1 unready, 1 ready, 1 unready        | 8600                                    | 4400                  | 2 8600                         | ScaleUpCMExternalIgnoresUnreadyPods
pods             | 1        | 1 ready                              | 8600                                    | 4400                  | 2 8600                         | ScaleUpCMExternalNoLabels
external per pod | 3        | 3 ready                              | 8600                                    | 2150                  | 4 2867                         | ScaleUpPerPodCMExternal
pods             | 5        | 5 ready                              | 12000 12000 12000 12000 12000           | 20000                 | 3 12000                        | ScaleDownCM
object per pod   | 5        | 5 ready                              | 6000                                    | 2000                  | 3 1200                         | ScaleDownPerPodCMObject
object           | 5        | 5 ready                              | 12000                                   | 20000                 | 3 12000                        | ScaleDownCMObject
external         | 5        | 5 ready                              | 8600                                    | 14334                 | 3 8600                         | ScaleDownCMExternal
external per pod | 5        | 5 ready                              | 8600                                    | 2867                  | 3 1720                         | ScaleDownPerPodCMExternal
pods             | 3        | 3 ready                              | 20000 21000 21000                       | 20000                 | 3 20666                        | ToleranceCM
object           | 3        | 3 ready                              | 20666                                   | 20000                 | 3 20666                        | ToleranceCMObject
object per pod   | 4        | 4 ready                              | 20166                                   | 5000                  | 4 5042                         | TolerancePerPodCMObject
external         | 3        | 3 ready                              | 8600                                    | 8888                  | 3 8600                         | ToleranceCMExternal
external per pod | 3        | 3 ready                              | 8600                                    | 2900                  | 3 2867                         | TolerancePerPodCMExternal
pods             | 3        | 3 ready                              | 20000 21000 21000                       | 20000 within 0.1 0.01 | 4 20666                        | ConfigurableToleranceCM
object           | 3        | 3 ready                              | 20666                                   | 20000 within 0.1 0.01 | 4 20666                        | ConfigurableToleranceCMObject
object per pod   | 4        | 4 ready                              | 20208                                   | 5000 within 0.1 0.01  | 5 5052                         | ConfigurableTolerancePerPodCMObject
external         | 3        | 3 ready                              | 8900                                    | 8800 within 0.1 0.01  | 4 8900                         | ConfigurableToleranceCMExternal
external per pod | 3        | 3 ready                              | 8600                                    | 2800 within 0.1 0.01  | 4 2867                         | ConfigurableTolerancePerPodCMExternal
pods             | 5        | 5 ready                              | 20000 19000 21000                       | 20000                 | 5 20000                        | PlainMetricReplicaCalcMissingMetricsNoChangeEq
pods             | 2        | 3 ready                              | 10000 10000                             | 17000                 | 2 10000                        | DuringRollingUpdateWithMaxSurgeCM
external         | 3        | 3 ready                              | 4611686018427387904 4611686018427387904 | 9223372036854775807   | 3 9223372036854775807          | ExternalMetricUsageOverflow
`;
