package io.breakwater.ops.demo;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.ProbeClients;
import io.breakwater.settings.Settings;
import software.amazon.awssdk.http.SdkHttpClient;

/// A deployed environment and the way into its accounts.
record Deployment(Settings settings, AccountAccess access, SdkHttpClient http) {

    public Naming naming() {
        return new Naming(settings.environment(), settings.home());
    }

    /// Clients in the gateway's account and Region.
    public ProbeClients home() {
        return clients(settings.home().account(), settings.home().region());
    }

    /// @throws software.amazon.awssdk.core.exception.SdkException if the account cannot be entered
    public ProbeClients clients(AccountId account, Region region) {
        return new ProbeClients(http, access.to(account), region);
    }
}
