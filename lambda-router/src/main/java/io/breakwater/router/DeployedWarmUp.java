package io.breakwater.router;

import io.breakwater.router.runtime.WarmUp;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpClient;

/// Makes a function's process ready for its first request.
///
/// @param stores the stores that requests will need
record DeployedWarmUp(DeployedGateway gateway, StoreReadiness stores) implements WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(DeployedWarmUp.class);

    /// Asks the stores and lists the tenants' profiles over separate connections, which end with the
    /// warm-up.
    @Override
    public void exercise() throws Exception {
        gateway.warmUpCalls().run();
        try (SdkHttpClient once = gateway.http()) {
            tell(gateway.over(once, DeployedGateway.unread()).stores().missing());
            learnProfiles(once);
        }
    }

    @Override
    public void connect() {
        tell(stores.missing());
    }

    /// Lists the tenants' profiles; where they stay unknown, the system profiles are called.
    private void learnProfiles(SdkHttpClient through) {
        gateway.learnProfiles(through).forEach(missing -> LOG.warn("calls without attribution: {}", missing));
    }

    /// Logs a store that did not answer. The process begins all the same, since the store may be back
    /// before a request needs it.
    private static void tell(Optional<String> missing) {
        missing.ifPresent(store -> LOG.warn("the {} table did not answer in time before the first request", store));
    }
}
