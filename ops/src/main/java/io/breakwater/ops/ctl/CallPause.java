package io.breakwater.ops.ctl;

/// The pause between the calls of one command.
final class CallPause {
    /// API Gateway admits five calls a second for all operators together.
    private static final long MILLIS = 250;

    private CallPause() {}

    /// @throws CtlException if the command is stopped meanwhile
    static void between() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CtlException("stopped; what was done stays, repeat the command to finish", e);
        }
    }
}
