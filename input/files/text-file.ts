import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../input-error.ts";
import type { Source } from "../place.ts";
import { filesLike } from "./listing.ts";
import { shownPath } from "./shown-path.ts";

/** Most bytes of one file. */
const fileBytesMax = 10 * 1024 * 1024;

/**
 * The text of a file, which lies at an absolute path.
 *
 * An InputError for a file that is missing, too large, no regular file, or no UTF-8 text.
 */
export function readTextFile(path: string): Source {
  const file = shownPath(path);
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) throw new InputError([{ file, message: "there is no such file", hint: filesLike(path, dirname(path)) }]);
  if (status.isDirectory()) throw new InputError([{ file, message: "this is a folder, not a file" }]);
  if (!status.isFile()) {
    const hint = 'What comes out of a pipe is read with "-", standard input.';
    throw new InputError([{ file, message: "this is not a regular file", hint }]);
  }
  if (status.size > fileBytesMax) {
    const size = `${(status.size / 1024 / 1024).toFixed(1)} MiB`;
    throw new InputError([
      { file, message: `the file has ${size}, more than the ${fileBytesMax / 1024 / 1024} MiB that are read` },
    ]);
  }
  return decode(file, readBytes(path, file));
}

/** The text of standard input. */
export function readStandardInput(read: (() => string) | undefined): Source {
  const file = "<stdin>";
  return read ? refuseBinary({ file, text: read() }) : decode(file, readFileSync(0));
}

function readBytes(path: string, file: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError([{ file, message: `the file cannot be read: ${reason}` }]);
  }
}

function decode(file: string, bytes: Uint8Array): Source {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new InputError([{ file, message: "the file is UTF-16 text, not UTF-8", hint: "Save it as UTF-8." }]);
  }
  try {
    return refuseBinary({ file, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) });
  } catch (error) {
    if (error instanceof TypeError)
      throw new InputError([{ file, message: "the file is binary: it is not UTF-8 text" }]);
    throw error;
  }
}

function refuseBinary(source: Source): Source {
  if (!source.text.includes("\0")) return { ...source, text: source.text.replace(/^\ufeff/, "") };
  throw new InputError([{ file: source.file, message: "the file is binary: it holds NUL bytes" }]);
}
