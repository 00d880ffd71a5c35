import type { Api } from "../decoding/api-types.table.ts";
import { defaultFieldReference } from "./container.ts";
import { defaultPullPolicy } from "./image-pull-policy.ts";

type Volume = Api["v1.Volume"];
type DownwardFile = Api["v1.DownwardAPIVolumeFile"];

const fileMode = 0o644;
const tokenSeconds = 3600;

/** Source: kubernetes v1.36.3 pkg/apis/core/v1 SetDefaults_Volume and its neighbours; disks of clouds have no defaults here */
export function defaultVolume(volume: Volume): Volume {
  const { hostPath, secret, configMap, downwardAPI, projected, image } = volume;
  const hasSource = Object.keys(volume).some((name) => name !== "name");
  return {
    ...volume,
    ...(!hasSource && { emptyDir: {} }),
    ...(hostPath && { hostPath: { ...hostPath, type: hostPath.type ?? "" } }),
    ...(secret && { secret: { ...secret, defaultMode: secret.defaultMode ?? fileMode } }),
    ...(configMap && { configMap: { ...configMap, defaultMode: configMap.defaultMode ?? fileMode } }),
    ...(downwardAPI && {
      downwardAPI: {
        ...downwardAPI,
        defaultMode: downwardAPI.defaultMode ?? fileMode,
        ...(downwardAPI.items && { items: downwardAPI.items.map(defaultFile) }),
      },
    }),
    ...(projected && { projected: defaultProjection(projected) }),
    ...(image && { image: { ...image, pullPolicy: image.pullPolicy || defaultPullPolicy(image.reference ?? "") } }),
  };
}

const defaultFile = (file: DownwardFile): DownwardFile =>
  file.fieldRef ? { ...file, fieldRef: defaultFieldReference(file.fieldRef) } : file;

function defaultProjection(projected: Api["v1.ProjectedVolumeSource"]): Api["v1.ProjectedVolumeSource"] {
  return {
    ...projected,
    defaultMode: projected.defaultMode ?? fileMode,
    ...(projected.sources && { sources: projected.sources.map(defaultProjectedSource) }),
  };
}

function defaultProjectedSource(source: Api["v1.VolumeProjection"]): Api["v1.VolumeProjection"] {
  const { downwardAPI, serviceAccountToken: token } = source;
  return {
    ...source,
    ...(downwardAPI?.items && { downwardAPI: { ...downwardAPI, items: downwardAPI.items.map(defaultFile) } }),
    ...(token && { serviceAccountToken: { ...token, expirationSeconds: token.expirationSeconds ?? tokenSeconds } }),
  };
}
