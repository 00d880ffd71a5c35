import type { AppendAnswer, OpenRuleAppender } from "../../prometheus/rules/storage-port.ts";
import type { Refusal } from "../../prometheus/storage/appendable.ts";
import type { SeriesHandle } from "../../prometheus/storage/appender.ts";
import type { Storage } from "../../prometheus/storage/storage.ts";

/** Lets rules write to a storage. */
export const openRuleAppender =
  (storage: Storage): OpenRuleAppender =>
  () => {
    const appender = storage.appender();
    return {
      append: (labels, timestamp, value) => {
        if (value === "stale") return answerOf(appender.appendStale(labels, timestamp));
        if (typeof value === "number") return answerOf(appender.append(labels, timestamp, value));
        return answerOf(appender.appendHistogram(labels, timestamp, value));
      },
      commit: appender.commit,
    };
  };

const answerOf = (result: SeriesHandle | Refusal): AppendAnswer =>
  "text" in result ? { kind: "refused", because: result.text } : { kind: "accepted" };
