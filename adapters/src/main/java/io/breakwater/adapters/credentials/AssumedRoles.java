package io.breakwater.adapters.credentials;

import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.AccountSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/// One assumed role per shard, with a session for each tenant that calls. Sessions last an hour, the
/// most that role chaining allows, and are renewed around half of that, so that an outage of STS of 20
/// minutes costs nothing.
public final class AssumedRoles implements TargetCredentials, AutoCloseable {
    private static final int SESSION_SECONDS = 3_600;

    private final StsClient sts;
    private final Names names;
    private final Function<ShardId, ShardRole> roles;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ExecutorService background;
    private final Map<ShardId, TenantSessions> sessions = new ConcurrentHashMap<>();

    /// The role of a shard.
    ///
    /// @param externalId the external id that the role requires, if it requires one
    public record ShardRole(String arn, Optional<String> externalId) {}

    /// The names of sessions.
    ///
    /// @param shared the name of the session that all tenants can use
    /// @param byTenant whether each tenant also has its own session with its name
    /// ([io.breakwater.naming.SessionNames])
    public record Names(String shared, boolean byTenant) {}

    /// @param sts with short time limits, such as [StsCalls] makes
    /// @param random spreads the renewals
    public AssumedRoles(
            StsClient sts,
            Names names,
            Function<ShardId, ShardRole> roles,
            InstantSource clock,
            RandomGenerator random) {
        this(sts, names, roles, clock, random, Executors.newVirtualThreadPerTaskExecutor());
    }

    /// @param background runs the calls to STS
    AssumedRoles(
            StsClient sts,
            Names names,
            Function<ShardId, ShardRole> roles,
            InstantSource clock,
            RandomGenerator random,
            ExecutorService background) {
        this.sts = sts;
        this.names = names;
        this.roles = roles;
        this.clock = clock;
        this.random = random;
        this.background = background;
    }

    @Override
    public Found of(Target target, TenantId tenant, Duration within) {
        TenantSessions known = sessions(target.shard());
        return names.byTenant() ? known.of(tenant, within) : known.shared(within);
    }

    /// The credentials that all tenants can use.
    public Found shared(ShardId shard, Duration within) {
        return sessions(shard).shared(within);
    }

    @Override
    public void renew(Target target, TenantId tenant) {
        if (names.byTenant()) {
            sessions(target.shard()).refused(tenant);
        } else {
            sessions(target.shard()).refused();
        }
    }

    @Override
    public AccountSession session(Target target) {
        return sessions(target.shard()).state();
    }

    private TenantSessions sessions(ShardId shard) {
        return sessions.computeIfAbsent(
                shard, one -> new TenantSessions(name -> session(one, name), names.shared(), clock));
    }

    private SharedSession session(ShardId shard, String name) {
        String asked = "sts:AssumeRole " + roles.apply(shard).arn();
        return new SharedSession(asked, () -> assumed(shard, name), background, clock, random);
    }

    private Credentials assumed(ShardId shard, String name) {
        ShardRole role = roles.apply(shard);
        return sts.assumeRole(AssumeRoleRequest.builder()
                        .roleArn(role.arn())
                        .roleSessionName(name)
                        .durationSeconds(SESSION_SECONDS)
                        .externalId(role.externalId().orElse(null))
                        .build())
                .credentials();
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
