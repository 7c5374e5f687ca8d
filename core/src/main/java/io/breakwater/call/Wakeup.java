package io.breakwater.call;

/// Ends one thread's pauses early. A wake that comes while the thread does not pause ends its next pause.
public final class Wakeup {
    private static final Runnable NOBODY = () -> {};

    private Runnable paused = NOBODY;
    private boolean woken;

    /// Ends the pause that lasts, or else the next one.
    public synchronized void wake() {
        woken = true;
        paused.run();
    }

    /// A pause begins.
    ///
    /// @param end ends it; must not block
    /// @return whether it is over already
    public synchronized boolean pauses(Runnable end) {
        paused = end;
        return woken;
    }

    /// The pause is over.
    public synchronized void goesOn() {
        paused = NOBODY;
        woken = false;
    }
}
