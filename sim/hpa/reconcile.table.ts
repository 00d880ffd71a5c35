// Passes of kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal_test.go, with what the controller of that release did
// in the first sync when the tests ran; the factor of the scale-up limit without a behavior was the release's own 2, where
// the tests set it to 8. The CPU initialization period is two minutes, the initial readiness delay ten seconds.
//
// Left out: TestMultipleHPAs, TestAvoidUnnecessaryUpdates and the ambiguous selectors (controller.test.ts), the tests of the
// controller's own metrics, and TestHPARescaleWithSuccessfulConflictRetry.

/**
 * Passes without an error. `test` is the test function without `Test`; it ends with the gate that it sets.
 *
 * `replicas` are those of the scale's spec, in brackets of its status. Requests and usage are in millicores pod by pod, shared
 * by two containers; an external or custom metric answers the same numbers as thousandths. `before`: a `fresh` controller
 * first remembers the current count, a `calm` one has no recent recommendation; or a condition that is True. `shows` are
 * the status's current metrics. `rescaled`, `calm` and `disabled` stand for the usual conditions: see the test. `reason` is
 * that of the event SuccessfulRescale.
 */
export const passes = `
min | max | replicas | metrics                    | pods                                 | requests      | usage                         | behavior                 | before              | answer | shows        | test                                                                                                           | conditions                                                                                                                                       | reason
2   | 6   | 3        | cpu 30%                    | 3 ready                              | 1000          | 300 500 700                   | -                        | fresh               | 5      | 50% 500m     | ScaleUp                                                                                                        | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
2   | 6   | 3        | cpu of container1 30%      | 3 ready                              | 1000          | 300 500 700                   | -                        | fresh               | 5      | 50% 250m     | ScaleUpContainer                                                                                               | rescaled                                                                                                                                         | cpu container resource utilization (percentage of request) above target
2   | 6   | 3        | cpu 30%                    | 1 unready, 2 ready                   | 1000          | 300 500 700                   | -                        | fresh               | 4      | 60% 600m     | ScaleUpUnreadyLessScale                                                                                        | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
2   | 6   | 3        | cpu 30%                    | 1 hot, 2 cool                        | 1000          | 300 500 700                   | -                        | fresh               | 4      | 60% 600m     | ScaleUpHotCpuLessScale                                                                                         | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
2   | 6   | 3        | cpu 30%                    | 1 ready, 2 unready                   | 1000          | 400 500 700                   | -                        | fresh               | 3      | 40% 400m     | ScaleUpUnreadyNoScale                                                                                          | calm                                                                                                                                             | -
2   | 6   | 3        | cpu 30%                    | 1 cool, 2 hot-unready                | 1000          | 400 500 700                   | -                        | fresh               | 3      | 40% 400m     | ScaleUpHotCpuNoScale                                                                                           | calm                                                                                                                                             | -
2   | 6   | 2        | cpu 30%                    | 2 ready, 2 failed                    | 1000          | 500 700                       | -                        | fresh               | 4      | 60% 600m     | ScaleUpIgnoresFailedPods                                                                                       | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
2   | 6   | 2        | cpu 30%                    | 2 ready, 2 deleting                  | 1000          | 500 700                       | -                        | fresh               | 4      | 60% 600m     | ScaleUpIgnoresDeletionPods                                                                                     | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
2   | 6   | 3        | cpu 30%                    | 3 ready                              | 1000          | 300 500 700                   | -                        | fresh               | 5      | 50% 500m     | ScaleUpDeployment                                                                                              | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
2   | 6   | 3        | cpu 30%                    | 3 ready                              | 1000          | 300 500 700                   | -                        | fresh               | 5      | 50% 500m     | ScaleUpReplicaSet                                                                                              | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
2   | 6   | 3        | pods qps 15                | 3 ready                              | 1000          | 20000 10000 30000             | -                        | fresh               | 4      | 20           | ScaleUpCM                                                                                                      | rescaled                                                                                                                                         | pods metric qps above target
2   | 6   | 3        | pods qps 15                | 2 cool, 1 hot-unready                | 1000          | 50000 10000 30000             | -                        | fresh               | 6      | 30           | ScaleUpCMUnreadyAndHotCpuNoLessScale                                                                           | rescaled                                                                                                                                         | pods metric qps above target
2   | 6   | 3        | pods qps 15                | 1 hot-unready, 1 cool, 1 hot-unready | 1000          | 50000 15000 30000             | -                        | fresh               | 6      | 31666m       | ScaleUpCMUnreadyandCpuHot                                                                                      | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/TooManyReplicas                                        | pods metric qps above target
2   | 6   | 3        | pods qps 15                | 1 hot, 1 cool, 1 hot                 | 1000          | 50000 15000 30000             | -                        | fresh               | 6      | 31666m       | ScaleUpHotCpuNoScaleWouldScaleDown                                                                             | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/TooManyReplicas                                        | pods metric qps above target
2   | 6   | 3        | object qps 15              | 3 ready                              | 1000          | 20000                         | -                        | fresh               | 4      | 20           | ScaleUpCMObject                                                                                                | rescaled                                                                                                                                         | Deployment metric qps above target
0   | 6   | 0        | object qps 15              | none                                 |               | 20000                         | -                        | fresh, ScaledToZero | 2      | 20           | ScaleUpFromZeroCMObject/HPAScaleToZero=true                                                                    | ScaledToZero=False/NotScaledToZero AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=False/DesiredWithinRange | Deployment metric qps above target
0   | 6   | 0        | object qps 15              | none                                 |               | 20000                         | -                        | fresh, ScaledToZero | 0      | -            | ScaleUpFromZeroCMObject/HPAScaleToZero=false                                                                   | disabled                                                                                                                                         | -
0   | 6   | 0        | object qps 1               | none                                 |               | 1000                          | -                        | fresh, ScaledToZero | 1      | 1            | ScaleUpFromZeroIgnoresToleranceCMObject/HPAScaleToZero=true                                                    | ScaledToZero=False/NotScaledToZero AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=False/DesiredWithinRange | Deployment metric qps above target
0   | 6   | 0        | object qps 1               | none                                 |               | 1000                          | -                        | fresh, ScaledToZero | 0      | -            | ScaleUpFromZeroIgnoresToleranceCMObject/HPAScaleToZero=false                                                   | disabled                                                                                                                                         | -
2   | 6   | 3        | object qps 10 per pod      | 3 ready                              | 1000          | 40000                         | -                        | fresh               | 4      | 13334m       | ScaleUpPerPodCMObject                                                                                          | rescaled                                                                                                                                         | external metric qps(nil) above target
2   | 6   | 3        | external qps 6666m         | 3 ready                              | 1000          | 8600                          | -                        | fresh               | 4      | 8600m        | ScaleUpCMExternal                                                                                              | rescaled                                                                                                                                         | external metric qps(&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}) above target
2   | 6   | 3        | external qps 2222m per pod | 3 ready                              | 1000          | 8600                          | -                        | fresh               | 4      | 2867m        | ScaleUpPerPodCMExternal                                                                                        | rescaled                                                                                                                                         | external metric qps(&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}) above target
2   | 6   | 5        | cpu 50%                    | 5 ready                              | 1000          | 100 300 500 250 250           | -                        | calm                | 3      | 28% 280m     | ScaleDown                                                                                                      | rescaled                                                                                                                                         | All metrics below target
2   | 6   | 5        | cpu of container2 50%      | 5 ready                              | 1000          | 100 300 500 250 250           | -                        | calm                | 3      | 28% 140m     | ScaleDownContainerResource                                                                                     | rescaled                                                                                                                                         | All metrics below target
2   | 6   | 5        | cpu 50%                    | 5 ready                              | 1000          | 100 300 500 250 250           | scaleUp window 30        | calm                | 3      | 28% 280m     | ScaleDownWithScalingRules                                                                                      | rescaled                                                                                                                                         | All metrics below target
0   | 6   | 0        | cpu 30%; CheddarCheese     | 3 ready                              | 1000          | 300 400 500                   | -                        | calm                | 0      | -            | ScaleUpFromZeroOneMetricInvalid/HPAScaleToZero=true                                                            | disabled                                                                                                                                         | -
0   | 6   | 0        | cpu 30%; CheddarCheese     | 3 ready                              | 1000          | 300 400 500                   | -                        | calm                | 0      | -            | ScaleUpFromZeroOneMetricInvalid/HPAScaleToZero=false                                                           | disabled                                                                                                                                         | -
2   | 6   | 5        | cpu 50%                    | 5 ready                              | 1000          | 100 300 500 250 250           | -                        | fresh               | 5      | 28% 280m     | ScaleDownStabilizeInitialSize                                                                                  | AbleToScale=True/ScaleDownStabilized ScalingActive=True/ValidMetricFound ScalingLimited=False/DesiredWithinRange                                 | -
2   | 6   | 5        | pods qps 20                | 5 ready                              | 1000          | 12000 12000 12000 12000 12000 | -                        | calm                | 3      | 12           | ScaleDownCM                                                                                                    | rescaled                                                                                                                                         | All metrics below target
2   | 6   | 5        | object qps 20              | 5 ready                              | 1000          | 12000                         | -                        | calm                | 3      | 12           | ScaleDownCMObject                                                                                              | rescaled                                                                                                                                         | All metrics below target
0   | 6   | 5        | object qps 20              | 5 ready                              | 1000          | 0                             | -                        | calm                | 0      | 0            | ScaleDownToZeroCMObject/HPAScaleToZero=true                                                                    | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=False/DesiredWithinRange ScaledToZero=True/ScaledToZero     | All metrics below target
0   | 6   | 5        | object qps 20              | 5 ready                              | 1000          | 0                             | -                        | calm                | 0      | 0            | ScaleDownToZeroCMObject/HPAScaleToZero=false                                                                   | rescaled                                                                                                                                         | All metrics below target
2   | 6   | 5        | object qps 20 per pod      | 5 ready                              | 1000          | 60000                         | -                        | calm                | 3      | 12           | ScaleDownPerPodCMObject                                                                                        | rescaled                                                                                                                                         | All metrics below target
2   | 6   | 5        | external qps 14400m        | 5 ready                              | 1000          | 8600                          | -                        | calm                | 3      | 8600m        | ScaleDownCMExternal                                                                                            | rescaled                                                                                                                                         | All metrics below target
0   | 6   | 5        | external qps 14400m        | 5 ready                              | 1000          | 0                             | -                        | calm                | 0      | 0            | ScaleDownToZeroCMExternal/HPAScaleToZero=true                                                                  | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=False/DesiredWithinRange ScaledToZero=True/ScaledToZero     | All metrics below target
0   | 6   | 5        | external qps 14400m        | 5 ready                              | 1000          | 0                             | -                        | calm                | 0      | 0            | ScaleDownToZeroCMExternal/HPAScaleToZero=false                                                                 | rescaled                                                                                                                                         | All metrics below target
0   | 6   | 0        | object qps 15              | none                                 |               | 20000                         | -                        | fresh               | 0      | -            | ScaleUpFromZeroWithoutCondition/HPAScaleToZero=true                                                            | disabled                                                                                                                                         | -
0   | 6   | 0        | object qps 15              | none                                 |               | 20000                         | -                        | fresh               | 0      | -            | ScaleUpFromZeroWithoutCondition/HPAScaleToZero=false                                                           | disabled                                                                                                                                         | -
2   | 6   | 0        | object qps 15              | none                                 |               | 10000                         | -                        | fresh, ScaledToZero | 2      | 10           | ScaleUpFromZeroWhenMinReplicasIncreased/HPAScaleToZero=true                                                    | ScaledToZero=False/NotScaledToZero AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/TooFewReplicas      | Deployment metric qps above target
2   | 6   | 0        | object qps 15              | none                                 |               | 10000                         | -                        | fresh, ScaledToZero | 0      | -            | ScaleUpFromZeroWhenMinReplicasIncreased/HPAScaleToZero=false                                                   | disabled                                                                                                                                         | -
1   | 6   | 3        | cpu 30%                    | 3 ready                              | 1000          | 300 500 700                   | -                        | fresh, ScaledToZero | 5      | 50% 500m     | ScaledToZeroConditionHandledOnNormalRescale/HPAScaleToZero=true                                                | ScaledToZero=False/NotScaledToZero AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=False/DesiredWithinRange | cpu resource utilization (percentage of request) above target
1   | 6   | 3        | cpu 30%                    | 3 ready                              | 1000          | 300 500 700                   | -                        | fresh, ScaledToZero | 5      | 50% 500m     | ScaledToZeroConditionHandledOnNormalRescale/HPAScaleToZero=false                                               | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
1   | 6   | 0        | cpu 50%                    | none                                 |               |                               | -                        | fresh               | 0      | -            | ManualScaleToZeroDisablesHPA/HPAScaleToZero=true                                                               | disabled                                                                                                                                         | -
1   | 6   | 0        | cpu 50%                    | none                                 |               |                               | -                        | fresh               | 0      | -            | ManualScaleToZeroDisablesHPA/HPAScaleToZero=false                                                              | disabled                                                                                                                                         | -
2   | 6   | 5        | external qps 3 per pod     | 5 ready                              | 1000          | 8600                          | -                        | calm                | 3      | 1720m        | ScaleDownPerPodCMExternal                                                                                      | rescaled                                                                                                                                         | All metrics below target
2   | 6   | 5        | cpu 50%                    | 3 ready, 2 unready                   | 1000          | 100 300 500 250 250           | -                        | calm                | 2      | 30% 300m     | ScaleDownIncludeUnreadyPods                                                                                    | rescaled                                                                                                                                         | All metrics below target
2   | 6   | 5        | cpu 50%                    | 3 cool, 2 hot                        | 1000          | 100 300 500 250 250           | -                        | calm                | 2      | 30% 300m     | ScaleDownIgnoreHotCpuPods                                                                                      | rescaled                                                                                                                                         | All metrics below target
2   | 6   | 5        | cpu 50%                    | 5 ready, 2 failed                    | 1000          | 100 300 500 250 250           | -                        | calm                | 3      | 28% 280m     | ScaleDownIgnoresFailedPods                                                                                     | rescaled                                                                                                                                         | All metrics below target
2   | 6   | 5        | cpu 50%                    | 5 ready, 2 deleting                  | 1000          | 100 300 500 250 250           | -                        | calm                | 3      | 28% 280m     | ScaleDownIgnoresDeletionPods                                                                                   | rescaled                                                                                                                                         | All metrics below target
1   | 5   | 3        | cpu 100%                   | 3 ready                              | 900 1000 1100 | 1010 1030 1020                | -                        | fresh               | 3      | 102% 1020m   | Tolerance                                                                                                      | calm                                                                                                                                             | -
1   | 5   | 3        | cpu 100%                   | 3 ready                              | 900 1000 1100 | 1010 1030 1020                | scaleUp tolerance 10m    | fresh               | 4      | 102% 1020m   | ConfigurableTolerance/Scaling up because of a 1% configurable tolerance                                        | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
1   | 5   | 3        | cpu 100%                   | 3 ready                              | 1000          | 300 300 300                   | scaleDown tolerance 900m | fresh               | 3      | 30% 300m     | ConfigurableTolerance/No scale-down because of a 90% configurable tolerance                                    | calm                                                                                                                                             | -
1   | 5   | 3        | cpu 100%                   | 3 ready                              | 900 1000 1100 | 1010 1030 1020                | -                        | fresh               | 3      | 102% 1020m   | ConfigurableTolerance/No scaling because of the large default tolerance                                        | calm                                                                                                                                             | -
1   | 5   | 3        | cpu 100%                   | 3 ready                              | 900 1000 1100 | 1010 1030 1020                | scaleUp tolerance 10m    | fresh               | 3      | 102% 1020m   | ConfigurableTolerance/No scaling because the configurable tolerance is ignored as the feature gate is disabled | calm                                                                                                                                             | -
1   | 5   | 3        | pods qps 20                | 3 ready                              | 900 1000 1100 | 20000 20001 21000             | -                        | fresh               | 3      | 20333m       | ToleranceCM                                                                                                    | calm                                                                                                                                             | -
1   | 5   | 3        | object qps 20              | 3 ready                              | 900 1000 1100 | 20050                         | -                        | fresh               | 3      | 20050m       | ToleranceCMObject                                                                                              | calm                                                                                                                                             | -
2   | 6   | 4        | external qps 8666m         | 4 ready                              | 1000          | 8600                          | -                        | fresh               | 4      | 8600m        | ToleranceCMExternal                                                                                            | calm                                                                                                                                             | -
2   | 6   | 4        | object qps 2200m per pod   | 4 ready                              | 1000          | 8600                          | -                        | fresh               | 4      | 2150m        | TolerancePerPodCMObject                                                                                        | calm                                                                                                                                             | -
2   | 6   | 4        | external qps 2200m per pod | 4 ready                              | 1000          | 8600                          | -                        | fresh               | 4      | 2150m        | TolerancePerPodCMExternal                                                                                      | calm                                                                                                                                             | -
2   | 5   | 3        | cpu 90%                    | 3 ready                              | 900 1000 1100 | 10 95 10                      | -                        | calm                | 2      | 3% 38m       | MinReplicas                                                                                                    | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/TooFewReplicas                                         | All metrics below target
0   | 5   | 3        | cpu 90%                    | 3 ready                              | 900 1000 1100 | 0 0 0                         | -                        | calm                | 0      | 0% 0         | ZeroMinReplicasDesiredZero                                                                                     | rescaled                                                                                                                                         | All metrics below target
2   | 5   | 3        | cpu 90%                    | 3 ready                              | 900 1000 1100 | 0 0 0                         | -                        | calm                | 2      | 0% 0         | MinReplicasDesiredZero                                                                                         | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/TooFewReplicas                                         | All metrics below target
3   | 5   | 0        | cpu 90%                    | none                                 |               |                               | -                        | fresh               | 0      | -            | ZeroReplicas                                                                                                   | disabled                                                                                                                                         | -
3   | 5   | 2        | cpu 90%                    | none                                 |               |                               | -                        | fresh               | 3      | -            | TooFewReplicas                                                                                                 | AbleToScale=True/SucceededRescale                                                                                                                | Current number of replicas below Spec.MinReplicas
3   | 5   | 10       | cpu 90%                    | none                                 |               |                               | -                        | fresh               | 5      | -            | TooManyReplicas                                                                                                | AbleToScale=True/SucceededRescale                                                                                                                | Current number of replicas above Spec.MaxReplicas
2   | 5   | 3        | cpu 90%                    | 3 ready                              | 900 1000 1100 | 8000 9500 1000                | -                        | fresh               | 5      | 616% 6166m   | MaxReplicas                                                                                                    | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/TooManyReplicas                                        | cpu resource utilization (percentage of request) above target
2   | 6   | 4        | cpu 100%                   | 4 ready                              | 1000          | 4000 9500 3000 7000 3200 2000 | -                        | fresh               | 6      | 587% 5875m   | SuperfluousMetrics                                                                                             | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/TooManyReplicas                                        | cpu resource utilization (percentage of request) above target
2   | 6   | 4        | cpu 100%                   | 4 ready                              | 1000          | 400 95                        | -                        | calm                | 3      | 24% 247m     | MissingMetrics                                                                                                 | rescaled                                                                                                                                         | All metrics below target
1   | 5   | 1        | cpu 50%                    | 1 ready                              | 200           | 200                           | -                        | fresh               | 2      | 100% 200m    | EventCreated                                                                                                   | rescaled                                                                                                                                         | cpu resource utilization (percentage of request) above target
1   | 5   | 2        | cpu 50%                    | 2 ready                              | 400           | 200 200                       | -                        | fresh               | 2      | 50% 200m     | EventNotCreated                                                                                                | calm                                                                                                                                             | -
1   | 5   | 4        | cpu 50%                    | 1 ready                              | 200           | 200                           | -                        | calm                | 2      | 100% 200m    | MissingReports                                                                                                 | rescaled                                                                                                                                         | All metrics below target
1   | 100 | 3        | cpu 10%                    | 3 ready                              | 100           | 100 200 300                   | scaleUp 700 Percent/60s  | fresh               | 24     | 200% 200m    | UpscaleCap                                                                                                     | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/ScaleUpLimit                                           | cpu resource utilization (percentage of request) above target
1   | 20  | 3        | cpu 10%                    | 3 ready                              | 100           | 100 200 300                   | scaleUp 700 Percent/60s  | fresh               | 20     | 200% 200m    | UpscaleCapGreaterThanMaxReplicas                                                                               | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/TooManyReplicas                                        | cpu resource utilization (percentage of request) above target
1   | 8   | 4 (5)    | cpu 50%                    | 5 ready                              | 1000          | 500 500 500 500 500           | -                        | fresh               | 4      | 50% 500m     | MoreReplicasThanSpecNoScale                                                                                    | calm                                                                                                                                             | -
1   | 5   | 3        | pods qps 15                | 3 ready                              | 1000          | 20000 10000 30000             | -                        | fresh               | 4      | 20           | NoBackoffUpscaleCM                                                                                             | rescaled                                                                                                                                         | pods metric qps above target
1   | 5   | 3        | cpu 10%; pods qps 15       | 3 ready                              | 1000          | 20000 10000 30000             | -                        | fresh               | 5      | 2000% 20; 20 | NoBackoffUpscaleCMNoBackoffCpu                                                                                 | AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=True/TooManyReplicas                                        | cpu resource utilization (percentage of request) above target
2   | 6   | 1        | cpu no target              | 4 ready                              | 1000          | 0 0 0 0                       | -                        | fresh               | 2      | -            | ScaleUpRCImmediately                                                                                           | AbleToScale=True/SucceededRescale                                                                                                                | Current number of replicas below Spec.MinReplicas
2   | 5   | 6        | cpu 50%                    | 3 ready                              | 900 1000 1100 | 8000 9500 1000                | -                        | fresh               | 5      | -            | ScaleDownRCImmediately                                                                                         | AbleToScale=True/SucceededRescale                                                                                                                | Current number of replicas above Spec.MaxReplicas
`;

/** A pass in which something fails. Columns as above; conditions with their messages, events with theirs. */
export type FailingPass = {
  readonly test: string;
  readonly bounds: readonly [min: number, max: number];
  readonly replicas: number;
  readonly metrics: string;
  readonly pods: string;
  readonly requests: string;
  readonly usage: string;
  readonly before: string;
  /** The scale's, where it is not the pods'. */
  readonly selector?: string;
  /** The error of a call, by its name in `HpaPorts`. */
  readonly fails?: Readonly<Record<string, string>>;
  readonly answer: number;
  readonly shows: string;
  readonly conditions: readonly string[];
  readonly events: readonly string[];
};

export const failingPasses: readonly FailingPass[] = [
  {
    test: "ScaleUpOneMetricInvalid",
    bounds: [2, 6],
    replicas: 3,
    metrics: "cpu 30%; CheddarCheese",
    pods: "3 ready",
    requests: "1000",
    usage: "300 400 500",
    before: "fresh",

    answer: 4,
    shows: "40% 400m; none",
    conditions: [
      "AbleToScale True SucceededRescale: the HPA controller was able to update the target scale to 4",
      "ScalingActive True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)",
      "ScalingLimited False DesiredWithinRange: the desired count is within the acceptable range",
    ],
    events: [
      'Warning InvalidMetricSourceType unknown metric source type "CheddarCheese"',
      "Normal SuccessfulRescale New size: 4; reason: cpu resource utilization (percentage of request) above target",
    ],
  },
  {
    test: "ScaleUpBothMetricsEmpty",
    bounds: [2, 6],
    replicas: 3,
    metrics: "CheddarCheese",
    pods: "3 ready",
    requests: "1000",
    usage: "",
    before: "fresh",

    answer: 3,
    shows: "none",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      'ScalingActive False InvalidMetricSourceType: the HPA was unable to compute the replica count: unknown metric source type "CheddarCheese"',
    ],
    events: [
      'Warning InvalidMetricSourceType unknown metric source type "CheddarCheese"',
      'Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: unknown metric source type "CheddarCheese"',
    ],
  },
  {
    test: "EmptyMetrics",
    bounds: [2, 6],
    replicas: 4,
    metrics: "cpu 100%",
    pods: "4 ready",
    requests: "1000",
    usage: "",
    before: "fresh",

    answer: 4,
    shows: "none",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      "ScalingActive False FailedGetResourceMetric: the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
    ],
    events: [
      "Warning FailedGetResourceMetric failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
      "Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
    ],
  },
  {
    test: "EmptyCPURequest",
    bounds: [1, 5],
    replicas: 1,
    metrics: "cpu 100%",
    pods: "",
    requests: "",
    usage: "200",
    before: "fresh",

    answer: 1,
    shows: "none",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      "ScalingActive False FailedGetResourceMetric: the HPA was unable to compute the replica count: failed to get cpu utilization: no pods returned by selector while calculating replica count",
    ],
    events: [
      "Warning FailedGetResourceMetric failed to get cpu utilization: no pods returned by selector while calculating replica count",
      "Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: no pods returned by selector while calculating replica count",
    ],
  },
  {
    test: "ConditionInvalidSelectorMissing",
    bounds: [1, 100],
    replicas: 3,
    metrics: "cpu 10%",
    pods: "3 ready",
    requests: "100",
    usage: "100 200 300",
    before: "fresh",
    selector: "",
    answer: 3,
    shows: "-",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      "ScalingActive False InvalidSelector: the HPA target's scale is missing a selector",
    ],
    events: [
      "Warning SelectorRequired selector is required",
      "Warning FailedComputeMetricsReplicas selector is required",
    ],
  },
  {
    test: "ConditionInvalidSelectorUnparsable",
    bounds: [1, 100],
    replicas: 3,
    metrics: "cpu 10%",
    pods: "3 ready",
    requests: "100",
    usage: "100 200 300",
    before: "fresh",
    selector: "cheddar cheese",
    answer: 3,
    shows: "-",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      "ScalingActive False InvalidSelector: couldn't convert selector into a corresponding internal selector object: unable to parse requirement: found 'cheese', expected: in, notin, =, ==, !=, gt, lt",
    ],
    events: [
      "Warning InvalidSelector couldn't convert selector into a corresponding internal selector object: unable to parse requirement: found 'cheese', expected: in, notin, =, ==, !=, gt, lt",
      "Warning FailedComputeMetricsReplicas couldn't convert selector into a corresponding internal selector object: unable to parse requirement: found 'cheese', expected: in, notin, =, ==, !=, gt, lt",
    ],
  },
  {
    test: "ConditionFailedGetMetrics/external",
    bounds: [1, 100],
    replicas: 3,
    metrics: "external qps 300m",
    pods: "3 ready",
    requests: "100",
    usage: "100 200 300",
    before: "fresh",
    fails: { externalMetric: "something went wrong" },
    answer: 3,
    shows: "none",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      "ScalingActive False FailedGetExternalMetric: the HPA was unable to compute the replica count: unable to get external metric test-namespace/qps/&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: something went wrong",
    ],
    events: [
      "Warning FailedGetExternalMetric unable to get external metric test-namespace/qps/&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: something went wrong",
      "Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get qps external metric value: failed to get external metric qps: unable to get external metric test-namespace/qps/&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: something went wrong",
    ],
  },
  {
    test: "ConditionFailedGetMetrics/cpu",
    bounds: [1, 100],
    replicas: 3,
    metrics: "cpu 10%",
    pods: "3 ready",
    requests: "100",
    usage: "100 200 300",
    before: "fresh",
    fails: { resourceMetrics: "something went wrong" },
    answer: 3,
    shows: "none",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      "ScalingActive False FailedGetResourceMetric: the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: something went wrong",
    ],
    events: [
      "Warning FailedGetResourceMetric failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: something went wrong",
      "Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: something went wrong",
    ],
  },
  {
    test: "ConditionFailedGetMetrics/pods",
    bounds: [1, 100],
    replicas: 3,
    metrics: "pods qps 15",
    pods: "3 ready",
    requests: "100",
    usage: "100 200 300",
    before: "fresh",
    fails: { customPodsMetric: "something went wrong" },
    answer: 3,
    shows: "none",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      "ScalingActive False FailedGetPodsMetric: the HPA was unable to compute the replica count: unable to get metric qps: unable to fetch metrics from custom metrics API: something went wrong",
    ],
    events: [
      "Warning FailedGetPodsMetric unable to get metric qps: unable to fetch metrics from custom metrics API: something went wrong",
      "Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get pods metric value: unable to get metric qps: unable to fetch metrics from custom metrics API: something went wrong",
    ],
  },
  {
    test: "ConditionFailedGetMetrics/object",
    bounds: [1, 100],
    replicas: 3,
    metrics: "object qps 15",
    pods: "3 ready",
    requests: "100",
    usage: "100 200 300",
    before: "fresh",
    fails: { customObjectMetric: "the custom metrics API server returned 0 results when we asked for exactly one" },
    answer: 3,
    shows: "none",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      "ScalingActive False FailedGetObjectMetric: the HPA was unable to compute the replica count: unable to get metric qps: Deployment on test-namespace some-deployment/unable to fetch metrics from custom metrics API: the custom metrics API server returned 0 results when we asked for exactly one",
    ],
    events: [
      "Warning FailedGetObjectMetric unable to get metric qps: Deployment on test-namespace some-deployment/unable to fetch metrics from custom metrics API: the custom metrics API server returned 0 results when we asked for exactly one",
      "Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get object metric value: unable to get metric qps: Deployment on test-namespace some-deployment/unable to fetch metrics from custom metrics API: the custom metrics API server returned 0 results when we asked for exactly one",
    ],
  },
  {
    test: "ConditionFailedGetScale",
    bounds: [1, 100],
    replicas: 3,
    metrics: "cpu 10%",
    pods: "3 ready",
    requests: "100",
    usage: "100 200 300",
    before: "fresh",
    fails: { getScale: "something went wrong" },
    answer: 3,
    shows: "-",
    conditions: [
      "AbleToScale False FailedGetScale: the HPA controller was unable to get the target's current scale: something went wrong",
    ],
    events: ["Warning FailedGetScale something went wrong"],
  },
  {
    test: "ConditionFailedUpdateScale",
    bounds: [1, 5],
    replicas: 3,
    metrics: "cpu 100%",
    pods: "3 ready",
    requests: "100",
    usage: "150 150 150",
    before: "fresh",
    fails: { updateScale: "something went wrong" },
    answer: 3,
    shows: "150% 150m",
    conditions: [
      "AbleToScale False FailedUpdateScale: the HPA controller was unable to update the target scale: something went wrong",
      "ScalingActive True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)",
      "ScalingLimited False DesiredWithinRange: the desired count is within the acceptable range",
    ],
    events: [
      "Warning FailedRescale New size: 5; reason: cpu resource utilization (percentage of request) above target; error: something went wrong",
    ],
  },
  {
    test: "ScaleUpOneMetricEmpty",
    bounds: [2, 6],
    replicas: 3,
    metrics: "cpu 30%; external qps 100m",
    pods: "3 ready",
    requests: "1000",
    usage: "300 400 500",
    before: "fresh",
    fails: { externalMetric: "something went wrong" },
    answer: 4,
    shows: "40% 400m; none",
    conditions: [
      "AbleToScale True SucceededRescale: the HPA controller was able to update the target scale to 4",
      "ScalingActive True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)",
      "ScalingLimited False DesiredWithinRange: the desired count is within the acceptable range",
    ],
    events: [
      "Warning FailedGetExternalMetric unable to get external metric test-namespace/qps/&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: something went wrong",
      "Normal SuccessfulRescale New size: 4; reason: cpu resource utilization (percentage of request) above target",
    ],
  },
  {
    test: "NoScaleDownOneMetricInvalid",
    bounds: [2, 6],
    replicas: 5,
    metrics: "cpu 50%; CheddarCheese",
    pods: "5 ready",
    requests: "1000",
    usage: "100 300 500 250 250",
    before: "calm",

    answer: 5,
    shows: "28% 280m; none",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      'ScalingActive False InvalidMetricSourceType: the HPA was unable to compute the replica count: unknown metric source type "CheddarCheese"',
    ],
    events: [
      'Warning InvalidMetricSourceType unknown metric source type "CheddarCheese"',
      'Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 2), first error is: unknown metric source type "CheddarCheese"',
    ],
  },
  {
    test: "NoScaleDownOneMetricEmpty",
    bounds: [2, 6],
    replicas: 5,
    metrics: "cpu 50%; external qps 1",
    pods: "5 ready",
    requests: "1000",
    usage: "100 300 500 250 250",
    before: "calm",
    fails: { externalMetric: "something went wrong" },
    answer: 5,
    shows: "28% 280m; none",
    conditions: [
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      "ScalingActive False FailedGetExternalMetric: the HPA was unable to compute the replica count: unable to get external metric test-namespace/qps/&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: something went wrong",
    ],
    events: [
      "Warning FailedGetExternalMetric unable to get external metric test-namespace/qps/&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: something went wrong",
      "Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 2), first error is: failed to get qps external metric value: failed to get external metric qps: unable to get external metric test-namespace/qps/&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: something went wrong",
    ],
  },
];
