package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.FoundResource;
import java.util.Optional;

/// AWS as a clean-up sees it.
public interface Cloud {

    /// Looks at everything, and judges it.
    Scan scan();

    /// Removes one resource; one that is gone already is fine.
    ///
    /// @return what AWS keeps of it all the same, and until when
    /// @throws RemovalException if it would not go
    Optional<String> remove(FoundResource found) throws RemovalException;

    /// The requests that the environment's API had lately.
    RecentTraffic traffic();
}
