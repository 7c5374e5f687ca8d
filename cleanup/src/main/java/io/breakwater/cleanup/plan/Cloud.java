package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.FoundResource;
import java.util.Optional;

/// The clean-up's access to AWS.
public interface Cloud {

    /// Lists and judges all resources.
    Scan scan();

    /// Removes one resource; a resource that is already gone is not an error.
    ///
    /// @return what AWS nevertheless keeps of it, and until when
    /// @throws RemovalException if it cannot be removed
    Optional<String> remove(FoundResource found) throws RemovalException;

    /// The recent requests to the environment's API.
    RecentTraffic traffic();
}
