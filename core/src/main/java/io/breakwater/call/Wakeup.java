package io.breakwater.call;

import java.util.Optional;

/// Ends one thread's pauses early. A wake that comes while the thread does not pause ends its next pause.
public final class Wakeup {
    private Optional<Runnable> pause = Optional.empty();
    private boolean woken;

    /// Ends the pause that lasts, or else the next one.
    public synchronized void wake() {
        woken = true;
        pause.ifPresent(Runnable::run);
    }

    /// A pause begins.
    ///
    /// @param end ends it; must not block
    /// @return whether it is over already
    public synchronized boolean pauses(Runnable end) {
        pause = Optional.of(end);
        return woken;
    }

    /// The pause is over.
    public synchronized void goesOn() {
        pause = Optional.empty();
        woken = false;
    }
}
