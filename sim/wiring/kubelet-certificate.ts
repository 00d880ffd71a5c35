/**
 * What a client that trusts the cluster's authority says of a kubelet that it reaches by its address: a kubelet signs its own
 * certificate, for its name alone.
 *
 * Source: go1.26 crypto/x509 HostnameError; kubernetes v1.36.3 cmd/kubelet/app/server.go
 */
export const noIpAddresses = (ip: string): string =>
  `x509: cannot validate certificate for ${ip} because it doesn't contain any IP SANs`;
