package io.breakwater.control;

import io.breakwater.control.tenants.AllTenants;
import io.breakwater.control.usagekeys.GatewayUsageKeys;
import io.breakwater.control.usagekeys.UsageKeyPlan;
import io.breakwater.control.usagekeys.UsageKeyRound;
import io.breakwater.control.usagekeys.UsageKeyRound.Report;
import io.breakwater.control.usagekeys.UsageKeys;
import io.breakwater.control.usagekeys.WantedKey;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import io.breakwater.tenancy.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/// The API Gateway keys of tenants outside the stack: those that operators have applied, and with
/// `usagePlans: plan` those of the file, too.
record TenantUsageKeys(DeployedControl control, UsageKeys keys) {
    /// How often the function is called to make and remove keys.
    private static final Duration EVERY = Duration.ofMinutes(5);

    /// A round ends well before the next one begins.
    private static final Duration ROUND = EVERY.minusMinutes(1);

    /// Less than the function may run.
    private static final Duration REMOVAL = Duration.ofMinutes(12);

    static TenantUsageKeys of(DeployedControl control) {
        Settings settings = control.settings();
        ApiGatewayClient gateway = control.clients().client(ApiGatewayClient.builder());
        return new TenantUsageKeys(
                control, new GatewayUsageKeys(gateway, new Naming(settings.environment(), settings.home())));
    }

    /// Makes missing keys and removes unneeded ones, as far as a round goes.
    Report keep(Instant now) {
        return round().run(wanted(control.pepper()), now.plus(ROUND));
    }

    /// The values of the keys that can count tenants now.
    Map<TenantId, String> ready(Pepper pepper, Instant now) {
        List<WantedKey> wanted = wanted(pepper);
        return wanted.isEmpty() ? Map.of() : UsageKeyPlan.ready(wanted, NewRights.AT_START.call(keys::read), now);
    }

    /// Removes all of them.
    ///
    /// @throws IllegalStateException if that takes longer than the function may run; the
    /// next call goes on
    Report remove(Instant now) {
        Report report = round().removeAll(now.plus(REMOVAL));
        if (report.left() > 0) {
            throw new IllegalStateException(
                    "%,d API Gateway keys of tenants are removed and %,d are left, since API Gateway permits 5 a second; destroy again to go on"
                            .formatted(report.removed(), report.left()));
        }
        return report;
    }

    private UsageKeyRound round() {
        return new UsageKeyRound(keys, control.keys(), Instant::now, Thread::sleep);
    }

    private List<WantedKey> wanted(Pepper pepper) {
        return control.tenants().listed().stream()
                .filter(this::isOutsideTheStack)
                .map(AllTenants.Listed::tenant)
                .map(tenant ->
                        new WantedKey(tenant.id(), tenant.plan(), pepper.usageIdentifier(tenant.id(), tenant.plan())))
                .toList();
    }

    private boolean isOutsideTheStack(AllTenants.Listed listed) {
        return listed.source() == Source.CONTROL
                || !control.settings().throttle().planForEachTenant();
    }
}
