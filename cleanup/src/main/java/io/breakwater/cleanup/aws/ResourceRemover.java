package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Optional;

/// Lists and removes one kind of resource. It knows no environments: it lists what may be Breakwater's at all, and
/// removes what it is told to.
interface ResourceRemover {

    Kind kind();

    /// Everything of this kind in a place that may be some environment's.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException if it cannot be read
    List<FoundResource> list(Place place);

    /// Removes a resource with what protects it; one that is gone already is fine.
    ///
    /// @return what AWS keeps of it all the same, and until when
    /// @throws software.amazon.awssdk.core.exception.SdkException if it cannot be removed
    Optional<String> remove(FoundResource found);
}
