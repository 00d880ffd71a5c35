const pathComponent = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const domainComponent = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const domain = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const tag = "[\\w][\\w.-]{0,127}";
const digest = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";

const reference = new RegExp(
  `^(?:(?<domain>${domain})/)?(?<path>${pathComponent}(?:/${pathComponent})*)(?::(?<tag>${tag}))?(?:@(?<digest>${digest}))?$`,
);

const pathBytesMax = 255;

/**
 * How an image is pulled when nobody says: always if it is the latest one, otherwise when it is not there.
 *
 * An image without tag and digest is the latest one; one that cannot be read is not.
 * Source: kubernetes v1.36.3 pkg/apis/core/v1 SetDefaults_Container; github.com/distribution/reference v0.6.0
 */
export function defaultPullPolicy(image: string): "Always" | "IfNotPresent" {
  const match = reference.exec(image);
  if (!match?.groups || /^[0-9a-f]{64}$/.test(image)) return "IfNotPresent";
  const { domain: imageDomain, path = "", tag: imageTag, digest: imageDigest } = match.groups;
  const fullPath = imageDomain === undefined && !path.includes("/") ? `library/${path}` : path;
  if (fullPath.length > pathBytesMax) return "IfNotPresent";
  return imageTag === "latest" || (imageTag === undefined && imageDigest === undefined) ? "Always" : "IfNotPresent";
}
