package io.breakwater.control.versions;

import java.util.List;
import java.util.Set;

/// Lambda's versions of functions. Each method may be repeated.
interface FunctionVersions {

    /// What is known of a function's versions.
    sealed interface Reading {
        /// @param published the published versions in any order; none if there is no such function
        /// @param called the versions to which an alias points, with any weight
        record There(List<PublishedVersion> published, Set<Long> called) implements Reading {
            public There {
                published = List.copyOf(published);
                called = Set.copyOf(called);
            }
        }

        record Unread(String why) implements Reading {}
    }

    /// The result of deleting a version.
    sealed interface Deletion {
        /// The version is gone, now or before.
        record Gone() implements Deletion {}

        record Failed(String why) implements Deletion {}
    }

    Reading read(String function);

    Deletion delete(String function, long number);
}
