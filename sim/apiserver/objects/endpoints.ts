import type { EndpointSubset } from "../../kubernetes/workload.ts";
import type { Api } from "../decoding/api-types.table.ts";

/** Ports without a protocol are TCP. Source: kubernetes v1.36.3 pkg/apis/core/v1 SetDefaults_Endpoints */
export const defaultEndpoints = (manifest: Api["v1.Endpoints"]): Api["v1.Endpoints"] => ({
  ...manifest,
  ...(manifest.subsets && {
    subsets: manifest.subsets.map(({ ports, ...subset }) => ({
      ...subset,
      ...(ports && { ports: ports.map((port) => ({ ...port, protocol: port.protocol || "TCP" })) }),
    })),
  }),
});

export const toSubsets = ({ subsets = [] }: Api["v1.Endpoints"]): readonly EndpointSubset[] =>
  subsets.map(({ addresses = [], notReadyAddresses = [], ports = [] }) => ({
    addresses: addresses.map(toAddress),
    notReadyAddresses: notReadyAddresses.map(toAddress),
    ports: ports.map(({ name = "", port = 0, protocol = "TCP" }) => ({ name, port, protocol })),
  }));

const toAddress = ({
  ip = "",
  hostname,
  nodeName,
  targetRef,
}: Api["v1.EndpointAddress"]): EndpointSubset["addresses"][number] => ({
  ...{ ip, hostname, nodeName },
  targetRef: targetRef && {
    kind: targetRef.kind ?? "",
    namespace: targetRef.namespace ?? "",
    name: targetRef.name ?? "",
  },
});
