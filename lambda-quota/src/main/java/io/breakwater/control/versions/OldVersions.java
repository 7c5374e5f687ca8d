package io.breakwater.control.versions;

import io.breakwater.control.versions.FunctionVersions.Reading.There;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// Which published versions of a function nothing can run on any more.
///
/// A version is called until its alias is moved to a newer one, which was published before. So all versions
/// below those that are called are free once the newest of these was published so long ago that the alias
/// has been moved and the last call before has ended. Versions that lie between say nothing: one whose
/// deploy failed was never called. A version that is published and not called yet lies above.
final class OldVersions {
    private OldVersions() {}

    /// Those to delete, the oldest first; none while it is not known which are called.
    ///
    /// @param kept from a version's publishing until nothing runs on those before it
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
