import type { ObjectReference } from "../kubernetes/object.ts";
import type { FactBody } from "../trace/fact.ts";

/** Records one event of the component about an object. `type` is Normal unless it says Warning. */
export type Recorder = (involved: ObjectReference, event: RecordedEvent) => void;

export type RecordedEvent = {
  readonly type?: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
};

/** The event recorder of one component. */
export const createRecorder =
  (component: string, emit: (body: FactBody) => void): Recorder =>
  (involved, { type = "Normal", reason, message }) =>
    emit({ kind: "event", involved, component, type, reason, message });
