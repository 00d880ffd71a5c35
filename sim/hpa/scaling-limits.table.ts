/**
 * TestScalingWithRules of kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal_test.go.
 *
 * `rules` are the policies of a direction, `default` what the API server fills in. `events` are earlier rescales by so many
 * replicas, spread evenly over so many seconds: of three in 120 s the first was 100 s ago, the last 20 s. `answer`:
 * replicas, and the reason of ScalingLimited. Upstream skips the case with 980 replicas.
 */
export const scalingRulesCases = `
min | max  | current | desired | rules                                | events                       | answer                 | case
3   | 8    | 5       | 7       | default                              | -                            | 7 DesiredWithinRange   | prenormalized desired replicas within range
2   | 8    | 3       | 1       | default                              | -                            | 2 TooFewReplicas       | prenormalized desired replicas < minReplicas
0   | 10   | 1       | 0       | default                              | -                            | 0 DesiredWithinRange   | prenormalized desired replicas within range when minReplicas is 0
1   | 10   | 20      | 1000    | default                              | -                            | 10 TooManyReplicas     | maxReplicas is the limit because maxReplicas < scaleUpLimit
100 | 150  | 100     | 1000    | default                              | -                            | 150 TooManyReplicas    | desired replica count is more than the maximum replica count
1   | 2000 | 3       | 1000    | up 1 Percent/60s                     | -                            | 4 ScaleUpLimit         | scaleUpLimit is the limit because scaleUpLimit < maxReplicas with user policies
3   | 2000 | 1000    | 3       | down 20 Pods/60s                     | -                            | 980 ScaleDownLimit     | scaleDownLimit is the limit because scaleDownLimit > minReplicas with user defined policies
1   | 1000 | 10      | 50      | default                              | -                            | 20 ScaleUpLimit        | scaleUp with default behavior
1   | 1000 | 10      | 500     | up 100 Pods/60s, 100 Percent/60s     | -                            | 110 ScaleUpLimit       | scaleUp with pods policy larger than percent policy
1   | 1000 | 10      | 500     | up 2 Pods/60s, 100 Percent/60s       | -                            | 20 ScaleUpLimit        | scaleUp with percent policy larger than pods policy
1   | 1000 | 10      | 50      | up 100 Pods/60s                      | -                            | 50 DesiredWithinRange  | scaleUp with spec MaxReplicas limitation with large pod policy
1   | 1000 | 10      | 50      | up 10000 Pods/60s                    | -                            | 50 DesiredWithinRange  | scaleUp with spec MaxReplicas limitation with large percent policy
1   | 1000 | 10      | 50      | up 30 Pods/60s                       | -                            | 40 ScaleUpLimit        | scaleUp with pod policy limitation
1   | 1000 | 10      | 50      | up 200 Percent/60s                   | -                            | 30 ScaleUpLimit        | scaleUp with percent policy limitation
1   | 1000 | 100     | 2       | down 20 Pods/60s, 1 Percent/60s      | -                            | 80 ScaleDownLimit      | scaleDown with percent policy larger than pod policy
1   | 1000 | 100     | 2       | down 2 Pods/60s, 1 Percent/60s       | -                            | 98 ScaleDownLimit      | scaleDown with pod policy larger than percent policy
1   | 1000 | 10      | 0       | down 100 Pods/60s                    | -                            | 1 TooFewReplicas       | scaleDown with spec MinReplicas=nil limitation with large pod policy
1   | 1000 | 10      | 0       | down 100 Pods/60s                    | -                            | 1 TooFewReplicas       | scaleDown with spec MinReplicas limitation with large pod policy
5   | 1000 | 10      | 2       | down 100 Percent/60s                 | -                            | 5 TooFewReplicas       | scaleDown with spec MinReplicas limitation with large percent policy
1   | 1000 | 10      | 2       | down 5 Pods/60s                      | -                            | 5 ScaleDownLimit       | scaleDown with pod policy limitation
1   | 1000 | 10      | 5       | down 50 Percent/60s                  | -                            | 5 DesiredWithinRange   | scaleDown with percent policy limitation
1   | 200  | 100     | 500     | up 300 Pods/60s                      | up 1 5 9 in 120s             | 200 TooManyReplicas    | scaleUp with spec MaxReplicas limitation with large pod policy and events
1   | 200  | 100     | 500     | up 10000 Percent/60s                 | up 1 5 9 in 120s             | 200 TooManyReplicas    | scaleUp with spec MaxReplicas limitation with large percent policy and events
1   | 1000 | 100     | 500     | up 5 Pods/120s                       | up 1 5 9 in 120s             | 100 ScaleUpLimit       | scaleUp with currentReplicas limitation with rate.PeriodSeconds with a lot of recent scale up events
1   | 1000 | 100     | 500     | up 150 Pods/120s                     | up 1 5 9 in 120s             | 235 ScaleUpLimit       | scaleUp with pod policy and previous scale up events
1   | 1000 | 100     | 500     | up 200 Percent/120s                  | up 1 5 9 in 120s             | 255 ScaleUpLimit       | scaleUp with percent policy and previous scale up events
1   | 1000 | 6       | 24      | up 300 Percent/300s                  | up 4 in 120s; down 2 in 120s | 16 ScaleUpLimit        | scaleUp with percent policy and previous scale up and down events
1   | 1000 | 10      | 5       | default                              | down 1 5 9 in 120s           | 5 DesiredWithinRange   | scaleDown with default policy and previous events
1   | 1000 | 100     | 0       | down 115 Pods/120s                   | down 1 5 9 in 120s           | 1 TooFewReplicas       | scaleDown with spec MinReplicas=nil limitation with large pod policy and previous events
5   | 1000 | 100     | 0       | down 130 Pods/120s                   | down 1 5 9 in 120s           | 5 TooFewReplicas       | scaleDown with spec MinReplicas limitation with large pod policy and previous events
5   | 1000 | 100     | 2       | down 100 Percent/120s                | down 1 5 9 in 120s           | 5 TooFewReplicas       | scaleDown with spec MinReplicas limitation with large percent policy and previous events
1   | 1000 | 100     | 2       | down 5 Pods/120s                     | down 1 5 9 in 120s           | 100 ScaleDownLimit     | scaleDown with pod policy limitation and previous events
1   | 1000 | 100     | 0       | down 50 Percent/120s                 | down 2 4 6 in 120s           | 56 ScaleDownLimit      | scaleDown with percent policy limitation and previous events
1   | 1000 | 10      | 1       | down 50 Percent/180s                 | up 2 in 120s; down 4 in 120s | 6 ScaleDownLimit       | scaleDown with percent policy and previous scale up and down events
1   | 1000 | 100     | 0       | down 10 Percent/120s                 | down 10 10 10 in 120s        | 100 ScaleDownLimit     | scaleDown with previous events preventing further scale down
1   | 1000 | 10      | 5       | down 1000 Percent/120s               | down 10 10 10 in 120s        | 5 DesiredWithinRange   | scaleDown with with previous events still allowing more scale down
1   | 1000 | 100     | 200     | up 1000 Pods/60s                     | up 8 12 9 11 in 120s         | 200 DesiredWithinRange | check 'outdated' flag for events for one behavior for up
1   | 1000 | 100     | 200     | up 1000 Pods/120s, 100 Percent/60s   | up 8 12 9 11 in 120s         | 200 DesiredWithinRange | check that events were not marked 'outdated' for two different policies in the behavior for up
1   | 1000 | 100     | 200     | up 1000 Pods/30s, 100 Percent/60s    | up 8 12 9 11 in 120s         | 200 DesiredWithinRange | check that events were marked 'outdated' for two different policies in the behavior for up
1   | 1000 | 100     | 5       | down 1000 Pods/60s                   | down 8 12 9 11 in 120s       | 5 DesiredWithinRange   | check 'outdated' flag for events for one behavior for down
1   | 1000 | 100     | 5       | down 1000 Pods/120s, 100 Percent/60s | down 8 12 9 11 in 120s       | 5 DesiredWithinRange   | check that events were not marked 'outdated' for two different policies in the behavior for down
1   | 1000 | 100     | 5       | down 1000 Pods/30s, 100 Percent/60s  | down 8 12 9 11 in 120s       | 5 DesiredWithinRange   | check that events were marked 'outdated' for two different policies in the behavior for down
`;
