package io.breakwater.router.runtime;

import java.time.Duration;

/// Something an operator may want to know of the runtime loop. None carries an event or a body.
public sealed interface RuntimeEvent {
    /// The handler failed; Lambda has been told, or is about to be.
    record HandlerFailed(String requestId, Throwable cause) implements RuntimeEvent {}

    /// The connection broke while an answer was under way, so the caller did not get all of it.
    record ResponseBroken(String requestId, Throwable cause) implements RuntimeEvent {}

    /// Lambda did not accept an answer or a report; `reply` is its status and reason.
    record ReportRefused(String requestId, String reply) implements RuntimeEvent {}

    /// The failure of an invocation could not be reported to Lambda.
    record ReportLost(String requestId, Throwable cause) implements RuntimeEvent {}

    /// No invocation could be fetched; tried again after `retryIn`, `failures` being the tries failed in a row.
    record ApiUnreachable(Throwable cause, int failures, Duration retryIn) implements RuntimeEvent {}
}
