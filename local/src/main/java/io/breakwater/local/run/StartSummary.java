package io.breakwater.local.run;

import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Tier;
import io.breakwater.model.Usd;
import io.breakwater.settings.Settings;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// The text shown at the start: aliases with their tiers and targets, tenants with their limits and
/// keys, and where to call.
final class StartSummary {
    private final PrintStream out;

    StartSummary(PrintStream out) {
        this.out = out;
    }

    /// @param tokenFile the file with the operators' token, if the token should not be shown
    /// @param tls the certificates that `https` clients have to trust
    void print(Settings settings, EmbeddedRun run, Optional<Path> tokenFile, Optional<LocalTls> tls) {
        out.println("Breakwater, environment " + settings.environment());
        aliases(settings);
        tenants(settings, run.keys());
        bedrock(run.simulation());
        out.println("Ledgers: " + run.ledgers());
        out.println("Operators' token: " + tokenFile.map(file -> "in " + file).orElseGet(run::adminToken)
                + "  (scripts/gatewayctl --help)");
        tls.ifPresent(trusted -> https(run, trusted));
        out.println("Breakwater is ready: " + run.gateway());
        out.flush();
    }

    private void https(EmbeddedRun run, LocalTls trusted) {
        run.gatewayTls().ifPresent(uri -> {
            out.println("Over TLS: " + uri + "  for clients that trust its authority (docs/local.md):");
            out.println("  export AWS_CA_BUNDLE=%1$s NODE_EXTRA_CA_CERTS=%1$s".formatted(trusted.authority()));
        });
    }

    private void aliases(Settings settings) {
        out.println();
        out.println("Models");
        settings.topology().routes().values().stream()
                .sorted(Comparator.comparing(Route::alias))
                .forEach(route -> route.tiers().forEach(tier -> tier(route, tier)));
        int shared = settings.routeNames().shared().size();
        if (shared > 0) {
            out.println(
                    "  " + shared
                            + " of Bedrock's ids belong to several of these aliases: each leads to the first one in the file that the key may use");
        }
    }

    private void tier(Route route, Tier tier) {
        String name = tier.number() == 1 ? route.alias().value() : "";
        for (RoutedTarget target : tier.targets()) {
            out.printf(
                    "  %-16s tier %d  %-62s %s%n",
                    target.equals(tier.targets().getFirst()) ? name : "",
                    tier.number(),
                    target.target().label(),
                    perMinute(
                            target.capacity().requestsPerMinute(),
                            target.capacity().tokensPerMinute()));
        }
    }

    private void tenants(Settings settings, Map<TenantId, String> keys) {
        out.println();
        out.println("Tenants");
        settings.topology().tenants().values().stream()
                .sorted(Comparator.comparing(Tenant::id))
                .forEach(tenant -> {
                    Limits limits = tenant.limits();
                    out.printf(
                            "  %-10s plan %-16s %s%s%s%s%n",
                            tenant.id(),
                            tenant.plan(),
                            perMinute(limits.requestsPerMinute(), limits.tokensPerMinute()),
                            limits.concurrency() > 0 ? ", " + limits.concurrency() + " at once" : "",
                            limits.tokensPerDay() > 0 ? ", " + limits.tokensPerDay() + " tokens/day" : "",
                            limits.nanoUsdPerMonth() > 0 ? ", " + usd(limits.nanoUsdPerMonth()) + " USD/month" : "");
                    out.printf("  %-10s key  %s%n", "", keys.get(tenant.id()));
                });
    }

    /// Without trailing zeros, but with cents: a budget of ten cents is not 0 USD.
    static String usd(long nanoUsd) {
        return new BigDecimal(Usd.text(nanoUsd)).stripTrailingZeros().toPlainString();
    }

    private static String perMinute(long requests, long tokens) {
        return count(requests) + " requests/min, " + count(tokens) + " tokens/min";
    }

    private static String count(long limit) {
        return limit == 0 ? "unlimited" : Long.toString(limit);
    }

    private void bedrock(Optional<URI> simulation) {
        out.println();
        out.println(simulation
                .map(uri -> "Simulated Bedrock and STS: " + uri + "  (calls: " + uri + "/_sim/invocations)")
                .orElse("Bedrock: AWS, with your own credentials; calls cost money"));
    }
}
