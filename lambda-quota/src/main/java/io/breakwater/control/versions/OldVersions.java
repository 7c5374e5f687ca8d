package io.breakwater.control.versions;

import io.breakwater.control.versions.FunctionVersions.Reading.There;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// Finds published versions of a function on which nothing can run any more.
///
/// A version is called until its alias is moved to a newer one, which was published before the move. So
/// all versions below the called ones are free once the newest called version was published so long ago
/// that the alias has been moved and the last earlier call has ended. Versions between them do not
/// matter: one whose deploy failed was never called. A version that is published but not called yet is
/// above.
final class OldVersions {
    private OldVersions() {}

    /// The versions to delete, the oldest first; none while it is not known which are called.
    ///
    /// @param kept the time from a version's publishing until nothing runs on earlier ones
    static List<Long> of(There there, Duration kept, Instant now) {
        if (there.called().isEmpty() || !isSettled(there, now.minus(kept))) {
            return List.of();
        }
        long oldestCalled = Collections.min(there.called());
        return there.published().stream()
                .map(PublishedVersion::number)
                .filter(number -> number < oldestCalled)
                .sorted()
                .toList();
    }

    /// Whether each version that is called is known and was published by then.
    private static boolean isSettled(There there, Instant then) {
        return there.called().stream()
                .allMatch(called -> there.published().stream()
                        .anyMatch(version ->
                                version.number() == called && !version.changed().isAfter(then)));
    }
}
