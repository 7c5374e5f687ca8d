package io.breakwater.ops.ctl;

/// Between the calls of one command.
final class CallPause {
    /// API Gateway lets five calls through a second, those of all operators together.
    private static final long MILLIS = 250;

    private CallPause() {}

    /// @throws CtlException if somebody stops the command meanwhile
    static void between() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CtlException("stopped; what was done stays, repeat the command to finish", e);
        }
    }
}
