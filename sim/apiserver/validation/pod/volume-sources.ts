import { sign } from "../../../quantity/index.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { subdomainErrors, utf8Length } from "../../fields/names.ts";
import { validateOneOf } from "../one-of.ts";
import { validateNoBacksteps } from "./paths.ts";
import { validateDownwardFiles, validateKeys, validateMode, validateProjections } from "./projected-files.ts";
import type { PodRules } from "./scope.ts";

type Volume = Api["v1.Volume"];

/** Kinds of volumes in the order in which upstream looks at them; the second and later ones are one too many. */
const volumeTypes = [
  "emptyDir",
  "hostPath",
  "gitRepo",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "secret",
  "nfs",
  "iscsi",
  "glusterfs",
  "flocker",
  "persistentVolumeClaim",
  "rbd",
  "cinder",
  "cephfs",
  "quobyte",
  "downwardAPI",
  "fc",
  "flexVolume",
  "configMap",
  "azureFile",
  "vsphereVolume",
  "photonPersistentDisk",
  "portworxVolume",
  "azureDisk",
  "storageos",
  "projected",
  "scaleIO",
  "csi",
  "ephemeral",
  "image",
] as const satisfies readonly (keyof Volume)[];

/** Upstream's own spellings where it forbids a second type. */
const forbiddenNames: Readonly<Record<string, string>> = { cephfs: "cephFS", downwardAPI: "downwarAPI" };

/** Exactly one source, and what it needs. Disks of clouds and file systems of the past are taken as they are. */
export function validateVolumeSource(volume: Volume, field: Field, rules: PodRules): void {
  let isFirst = true;
  for (const type of volumeTypes) {
    if (!volume[type]) continue;
    if (isFirst) validators[type]?.(volume, field.child(type), rules);
    else field.child(forbiddenNames[type] ?? type).forbidden("may not specify more than 1 volume type");
    isFirst = false;
  }
  if (isFirst) field.required("must specify a volume type");
}

type Validate = (volume: Volume, field: Field, rules: PodRules) => void;

const validators: Partial<Record<(typeof volumeTypes)[number], Validate>> = {
  emptyDir: ({ emptyDir }, field) => {
    if (emptyDir?.sizeLimit && sign(emptyDir.sizeLimit) < 0) {
      field.child("sizeLimit").forbidden("SizeLimit field must be a valid resource quantity");
    }
  },
  hostPath: ({ hostPath }, field) => validateHostPath(hostPath ?? {}, field),
  secret: ({ secret }, field) => {
    if (!secret?.secretName) field.child("secretName").required();
    validateMode(secret?.defaultMode, field.child("defaultMode"));
    validateKeys(secret?.items ?? [], field.child("items"));
  },
  configMap: ({ configMap }, field) => {
    if (!configMap?.name) field.child("name").required();
    validateMode(configMap?.defaultMode, field.child("defaultMode"));
    validateKeys(configMap?.items ?? [], field.child("items"));
  },
  nfs: ({ nfs }, field) => validateNfs(nfs ?? {}, field),
  persistentVolumeClaim: ({ persistentVolumeClaim }, field) => {
    if (!persistentVolumeClaim?.claimName) field.child("claimName").required();
  },
  downwardAPI: ({ downwardAPI }, field) => {
    validateMode(downwardAPI?.defaultMode, field.child("defaultMode"));
    validateDownwardFiles(downwardAPI?.items ?? [], field);
  },
  projected: ({ projected }, field) => {
    validateMode(projected?.defaultMode, field.child("defaultMode"));
    validateProjections(projected?.sources ?? [], field);
  },
  csi: ({ csi }, field) => validateCsi(csi ?? {}, field),
  ephemeral: ({ ephemeral }, field) => {
    if (!ephemeral?.volumeClaimTemplate) field.child("volumeClaimTemplate").required();
  },
  image: ({ image }, field, rules) => {
    const isReferenceRequired = rules.pod !== undefined || rules.release.minor >= 37;
    if (isReferenceRequired && !image?.reference) field.child("reference").required();
    validateOneOf(image?.pullPolicy, field.child("pullPolicy"), ["Always", "IfNotPresent", "Never"]);
  },
};

const hostPathTypes = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket",
];

function validateHostPath({ path = "", type = "" }: Api["v1.HostPathVolumeSource"], field: Field): void {
  if (path === "") {
    field.child("path").required();
    return;
  }
  validateNoBacksteps(path, field.child("path"));
  if (!hostPathTypes.includes(type)) field.child("type").notSupported(type, hostPathTypes);
}

function validateNfs({ server = "", path = "" }: Api["v1.NFSVolumeSource"], field: Field): void {
  if (server === "") field.child("server").required();
  if (path === "") field.child("path").required();
  if (!path.startsWith("/")) field.child("path").invalid(path, "must be an absolute path");
}

const driverBytesMax = 63;

function validateCsi({ driver = "", nodePublishSecretRef }: Api["v1.CSIVolumeSource"], field: Field): void {
  if (driver === "") {
    field.child("driver").required();
  } else {
    if (utf8Length(driver) > driverBytesMax) field.child("driver").tooLong(driverBytesMax);
    invalidEach(field.child("driver"), driver, subdomainErrors(driver.toLowerCase()));
  }
  if (!nodePublishSecretRef) return;
  const { name = "" } = nodePublishSecretRef;
  if (name === "") field.child("nodePublishSecretRef", "name").required();
  else invalidEach(field.child("name"), name, subdomainErrors(name));
}
