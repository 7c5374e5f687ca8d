package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Optional;

/// Lists and removes one kind of resource. It does not know environments: it lists all resources that
/// may be Breakwater's, and removes those that it is given.
interface ResourceRemover {

    Kind kind();

    /// All resources of this kind in a place that may belong to an environment.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException if it cannot be read
    List<FoundResource> list(Place place);

    /// Removes a resource and its protection; a resource that is already gone is not an error.
    ///
    /// @return what AWS nevertheless keeps of it, and until when
    /// @throws software.amazon.awssdk.core.exception.SdkException if it cannot be removed
    Optional<String> remove(FoundResource found);
}
