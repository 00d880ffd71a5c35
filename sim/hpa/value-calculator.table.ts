/**
 * What GetObjectMetricReplicas, GetObjectPerPodMetricReplicas, GetExternalMetricReplicas and GetExternalPerPodMetricReplicas
 * of kubernetes v1.36.3 pkg/controller/podautoscaler answered when they were run on linux/amd64 on these amounts.
 *
 * Amounts are in milli-units, both tolerances 0.1; `spec` and `status` are the scale's replicas; `values` go series by
 * series. `answer`: replicas, and the value in the status; or the error.
 */
export const valueReplicasCases = `
of              | as    | spec | status | pods               | values                                  | target           | answer
object external | whole | 3    | 3      | 3 ready, 1 pending | 1100                                    | 1000             | 3 1100
object external | whole | 3    | 3      | 3 ready, 1 pending | 3300                                    | 1000             | 10 3300
object external | whole | 3    | 3      | 2 ready, 1 pending | 3400                                    | 1000             | 7 3400
object external | whole | 3    | 5      | 2 ready, 1 pending | 5000                                    | 1000             | 10 5000
object external | whole | 3    | 3      | 2 ready, 1 pending | 0                                       | 1000             | 0 0
object external | whole | 3    | 3      | 0 ready, 1 pending | 9000                                    | 1000             | 0 9000
object external | whole | 0    | 0      | none               | 2500                                    | 1000             | 3 2500
object external | whole | 0    | 0      | none               | 1000                                    | 1000             | 1 1000
object external | whole | 0    | 0      | none               | 0                                       | 1000             | 0 0
object external | whole | 0    | 2      | none               | 1001                                    | 1000             | 2 1001
object external | whole | 3    | 0      | 3 ready, 1 pending | 1500                                    | 1000             | 5 1500
object external | whole | 3    | 3      | none               | 9000                                    | 1000             | unable to calculate ready pods: no pods returned by selector while calculating replica count
object external | whole | 3    | 3      | none               | 1000                                    | 1000             | 3 1000
object external | whole | 3    | 3      | 3 ready, 1 pending | -2000                                   | 1000             | -6 -2000
object external | whole | 3    | 3      | 3 ready, 1 pending | 9223372036854775807                     | 1                | 2147483647 9223372036854775807
object external | whole | 3    | 3      | 3 ready, 1 pending | 2147483648000                           | 1000             | 2147483647 2147483648000
object external | whole | 0    | 0      | none               | 2147483648000                           | 1000             | -2147483648 2147483648000
object external | whole | 3    | 3      | 3 ready, 1 pending | -9223372036854775808                    | 1                | -2147483648 -9223372036854775808
object external | whole | 2    | 2      | 2 ready, 1 pending | 9007199254740993                        | 9007199254740992 | 2 9007199254740993
object external | share | 3    | 3      | 3 ready, 1 pending | 1100                                    | 1000             | 2 367
object external | share | 3    | 3      | 3 ready, 1 pending | 3300                                    | 1000             | 3 1100
object external | share | 3    | 3      | 2 ready, 1 pending | 3400                                    | 1000             | 4 1134
object external | share | 3    | 5      | 2 ready, 1 pending | 5000                                    | 1000             | 5 1000
object external | share | 3    | 3      | 2 ready, 1 pending | 0                                       | 1000             | 0 0
object external | share | 3    | 3      | 0 ready, 1 pending | 9000                                    | 1000             | 9 3000
object external | share | 0    | 0      | none               | 2500                                    | 1000             | 3 -9223372036854775808
object external | share | 0    | 0      | none               | 1000                                    | 1000             | 1 -9223372036854775808
object external | share | 0    | 0      | none               | 0                                       | 1000             | 0 -9223372036854775808
object external | share | 0    | 2      | none               | 1001                                    | 1000             | 2 501
object external | share | 3    | 0      | 3 ready, 1 pending | 1500                                    | 1000             | 2 -9223372036854775808
object external | share | 3    | 3      | none               | 9000                                    | 1000             | 9 3000
object external | share | 3    | 3      | none               | 1000                                    | 1000             | 1 334
object          | share | 3    | 3      | 3 ready, 1 pending | -2000                                   | 1000             | -2 -666
object          | share | 3    | 3      | 3 ready, 1 pending | 9223372036854775807                     | 1                | -2147483648 3074457345618258432
object          | share | 3    | 3      | 3 ready, 1 pending | 2147483648000                           | 1000             | -2147483648 715827882667
object          | share | 0    | 0      | none               | 2147483648000                           | 1000             | -2147483648 -9223372036854775808
object          | share | 3    | 3      | 3 ready, 1 pending | -9223372036854775808                    | 1                | -2147483648 -3074457345618258432
object external | share | 2    | 2      | 2 ready, 1 pending | 9007199254740993                        | 9007199254740992 | 1 4503599627370496
external        | share | 3    | 3      | 3 ready, 1 pending | -2000                                   | 1000             | 2147483647 9223372036854775807
external        | share | 3    | 3      | 3 ready, 1 pending | 9223372036854775807                     | 1                | 2147483647 9223372036854775807
external        | share | 3    | 3      | 3 ready, 1 pending | 2147483648000                           | 1000             | 2147483647 715827882667
external        | share | 0    | 0      | none               | 2147483648000                           | 1000             | 2147483647 -9223372036854775808
external        | share | 3    | 3      | 3 ready, 1 pending | -9223372036854775808                    | 1                | 2147483647 9223372036854775807
external        | whole | 3    | 3      | 3 ready, 1 pending | 1000 2000 6000                          | 1000             | 27 9000
external        | whole | 3    | 3      | 3 ready, 1 pending | 9223372036854775807 1                   | 1000             | 2147483647 9223372036854775807
external        | whole | 3    | 3      | 3 ready, 1 pending | 9223372036854775807 9223372036854775807 | 1000             | 2147483647 9223372036854775807
external        | whole | 3    | 3      | 3 ready, 1 pending | 9223372036854775807 -1                  | 1000             | 2147483647 9223372036854775806
external        | whole | 3    | 3      | 3 ready, 1 pending | 9223372036854775807 1 -5000             | 1000             | 2147483647 9223372036854775807
external        | whole | 3    | 3      | 3 ready, 1 pending | -9223372036854775808 -1                 | 1000             | 2147483647 9223372036854775807
external        | whole | 3    | 3      | 3 ready, 1 pending | -1000 5000                              | 1000             | 12 4000
external        | whole | 3    | 3      | 3 ready, 1 pending | 5000 -1000                              | 1000             | 12 4000
external        | whole | 3    | 3      | 3 ready, 1 pending | -5000 1000                              | 1000             | -12 -4000
external        | whole | 3    | 3      | 3 ready, 1 pending | 0 0                                     | 1000             | 0 0
external        | share | 3    | 3      | 3 ready, 1 pending | 1000 2000 6000                          | 1000             | 9 3000
external        | share | 3    | 3      | 3 ready, 1 pending | 9223372036854775807 1                   | 1000             | 2147483647 9223372036854775807
external        | share | 3    | 3      | 3 ready, 1 pending | 9223372036854775807 9223372036854775807 | 1000             | 2147483647 9223372036854775807
external        | share | 3    | 3      | 3 ready, 1 pending | 9223372036854775807 -1                  | 1000             | 2147483647 9223372036854775807
external        | share | 3    | 3      | 3 ready, 1 pending | 9223372036854775807 1 -5000             | 1000             | 2147483647 9223372036854775807
external        | share | 3    | 3      | 3 ready, 1 pending | -9223372036854775808 -1                 | 1000             | 2147483647 9223372036854775807
external        | share | 3    | 3      | 3 ready, 1 pending | -1000 5000                              | 1000             | 2147483647 9223372036854775807
external        | share | 3    | 3      | 3 ready, 1 pending | 5000 -1000                              | 1000             | 4 1334
external        | share | 3    | 3      | 3 ready, 1 pending | -5000 1000                              | 1000             | 2147483647 9223372036854775807
external        | share | 3    | 3      | 3 ready, 1 pending | 0 0                                     | 1000             | 0 0
`;
