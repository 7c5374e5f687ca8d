package io.breakwater.control.versions;

import java.util.List;
import java.util.Set;

/// Lambda's versions of functions. Each method may be repeated.
interface FunctionVersions {

    /// What is known of a function's versions.
    sealed interface Reading {
        /// @param published in any order; none where there is no such function
        /// @param called those that an alias points at, with whatever weight
        record There(List<PublishedVersion> published, Set<Long> called) implements Reading {
            public There {
                published = List.copyOf(published);
                called = Set.copyOf(called);
            }
        }

        record Unread(String why) implements Reading {}
    }

    /// What became of a version that was to be deleted.
    sealed interface Deletion {
        /// It is gone now, or was before.
        record Gone() implements Deletion {}

        record Failed(String why) implements Deletion {}
    }

    Reading read(String function);

    Deletion delete(String function, long number);
}
