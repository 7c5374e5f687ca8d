package io.breakwater.infra.naming;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/// Where a stack is deployed, under which name, and how its state is kept.
public record Placement(Naming naming, StateRetention lifecycle, boolean customerManagedKeys) {

    public static Placement of(Settings settings) {
        return new Placement(
                new Naming(settings.environment(), settings.home()),
                StateRetention.of(settings.protection()),
                settings.customerManagedKeys());
    }

    /// A stack in the gateway's own account and Region.
    public StackProps home(String stackName, String description) {
        return at(naming.home().account(), naming.home().region(), stackName, description);
    }

    /// A stack in any account and Region.
    public StackProps at(AccountId account, Region region, String stackName, String description) {
        return StackProps.builder()
                .stackName(stackName)
                .description(description)
                .env(Environment.builder()
                        .account(account.value())
                        .region(region.value())
                        .build())
                .tags(naming.tags())
                .terminationProtection(lifecycle.guarded())
                .build();
    }
}
