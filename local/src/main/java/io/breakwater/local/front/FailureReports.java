package io.breakwater.local.front;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Reports a failed function to the operator: the failure, its place in the code, and the request. The
/// failure's own message is left out, since it may repeat a prompt.
record FailureReports(Consumer<String> lines) {
    private static final int FRAMES = 3;

    void report(RequestHead request, String who, Throwable failure) {
        lines.accept("%s failed in request %s (%s %s): %s"
                .formatted(who, request.id(), request.method(), request.path(), describe(failure)));
    }

    private static String describe(Throwable failure) {
        String where = Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        return failure.getClass().getName() + " at " + where;
    }
}
