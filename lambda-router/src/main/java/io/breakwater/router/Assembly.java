package io.breakwater.router;

import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.call.DataPlane;
import io.breakwater.call.Disclosure;
import io.breakwater.call.DryRun;
import io.breakwater.call.Gateway;
import io.breakwater.call.Heartbeat;
import io.breakwater.call.ModelTransport;
import io.breakwater.call.Pause;
import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.call.TokenCounter;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.anthropic.AnthropicDialect;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.bedrock.InferenceProfiles;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.dialect.responses.ResponsesDialect;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Shares;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.TargetStores;
import io.breakwater.settings.Settings;
import io.breakwater.settings.TenantEntries;
import io.breakwater.settings.Timeouts;
import io.breakwater.tenancy.Plans;
import io.breakwater.tenancy.RecentTenants;
import io.breakwater.tenancy.RefreshedValue;
import io.breakwater.tenancy.TenantStore;
import io.breakwater.tenancy.Tenants;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the data plane together, the same for the function and the local run; only the adapters differ.
///
/// @param router answers every request
/// @param tenants the tenant ledger, which the usage report reads
/// @param targets the capacity ledger, which is swept, too
/// @param callers the tenants that may call
/// @param stores checks that the stores answer before the first request
public record Assembly(
        Router router, TenantLedger tenants, TargetLedger targets, Tenants callers, StoreReadiness stores) {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    /// The ports to the outside world.
    ///
    /// @param entries the entries of tenants that the settings do not have
    /// @param plans the plans of the tenants
    public record Adapters(
            LedgerStore ledgers,
            TargetStores targets,
            TenantStore entries,
            Supplier<Plans> plans,
            ModelTransport transport,
            Consumer<GatewayEvent> events,
            InstantSource clock,
            Pause pause,
            Heartbeat heartbeat,
            RandomGenerator random) {

        DataPlane.Ports ports() {
            return new DataPlane.Ports(
                    ledgers,
                    new InMemoryLedgerStore(),
                    targets,
                    transport,
                    events,
                    clock,
                    pause,
                    heartbeat,
                    random,
                    new VirtualCalls());
        }
    }

    public static Assembly of(Settings settings, Adapters adapters) {
        Timeouts timeouts = settings.timeouts();
        RefreshedValue<Plans> plans = new RefreshedValue<>(adapters.plans(), unreachable(adapters, "plans"));
        DataPlane plane = DataPlane.of(
                adapters.ports(),
                new DataPlane.Rules(
                        settings.topology(),
                        () -> shares(settings, plans),
                        settings.expectedCopies(),
                        rules(timeouts),
                        new Disclosure(settings.exposeTargets(), settings.answerModel())));
        Gateway.Parts parts = plane.parts();
        Tenants callers = callers(settings, plans, adapters);
        Router router = new Router(new Router.Parts(
                callers,
                settings.routeNames(),
                plane.gateway(),
                new DryRun(parts.preparation(), parts.targets(), settings.exposeTargets()),
                new TokenCounter(parts.preparation(), parts.transport()),
                dialects(new BodyGate(JsonLimits.DEFAULT.withBodyBytes((int) settings.bodyBytes()))),
                new InferenceProfiles(
                        settings.profiles().values(), settings.home().region()),
                adapters.events(),
                adapters.clock(),
                new RequestIds(adapters.clock(), adapters.random()),
                timeouts,
                settings.cors()));
        return new Assembly(
                router,
                parts.tenants(),
                parts.targets(),
                callers,
                new StoreReadiness(
                        List.of(WarmUpTenant.of(settings)), parts.tenants(), adapters.targets(), adapters.entries()));
    }

    /// Every dialect. One comes before those that would take its requests for theirs: Anthropic's before
    /// Responses, which have every other dry run, and these before the rest of OpenAI's API.
    static Dialects dialects(BodyGate gate) {
        return new Dialects(List.of(
                new AnthropicDialect(gate),
                new BedrockDialect(gate),
                new ResponsesDialect(gate),
                new OpenAiDialect(gate)));
    }

    /// The shares of the priorities. Only a tenant that was found asks for a target's room, so the
    /// plans are known by then.
    private static Shares shares(Settings settings, RefreshedValue<Plans> plans) {
        return settings.priorities().among(plans.latest().map(Plans::priorities).orElse(Set.of()));
    }

    private static Tenants callers(Settings settings, RefreshedValue<Plans> plans, Adapters adapters) {
        TenantEntries entries = TenantEntries.of(settings, LOG::warn);
        return new RecentTenants(
                Tenants.of(settings.topology()),
                adapters.entries(),
                plans,
                entries::tenant,
                unreachable(adapters, "tenants"));
    }

    private static Consumer<RuntimeException> unreachable(Adapters adapters, String what) {
        return trouble -> adapters.events()
                .accept(new GatewayEvent.TargetsUnknown(what, adapters.clock().instant(), trouble.toString()));
    }

    private static RoutingRules rules(Timeouts timeouts) {
        RoutingRules usual = RoutingRules.DEFAULT;
        return new RoutingRules(
                usual.attempts(),
                usual.abandoned(),
                usual.leastTime(),
                timeouts.firstToken(),
                timeouts.idle(),
                usual.throttleBackoff());
    }
}
