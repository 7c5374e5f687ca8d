package io.breakwater.adapters.credentials;

import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
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

/// One assumed role per shard. Sessions last an hour, the most that role chaining allows, and are renewed around half
/// of that, so that an outage of STS of 20 minutes costs nothing.
public final class AssumedRoles implements TargetCredentials, AutoCloseable {
    private static final int SESSION_SECONDS = 3_600;

    private final StsClient sts;
    private final String sessionName;
    private final Function<ShardId, ShardRole> roles;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ExecutorService background;
    private final Map<ShardId, SharedSession> sessions = new ConcurrentHashMap<>();

    /// The role of a shard.
    ///
    /// @param externalId the shared word without which the role cannot be assumed, where there is one
    public record ShardRole(String arn, Optional<String> externalId) {}

    /// @param sts with short time limits, such as [StsCalls] makes
    /// @param random spreads the renewals
    public AssumedRoles(
            StsClient sts,
            String sessionName,
            Function<ShardId, ShardRole> roles,
            InstantSource clock,
            RandomGenerator random) {
        this(sts, sessionName, roles, clock, random, Executors.newVirtualThreadPerTaskExecutor());
    }

    /// @param background where STS is asked
    AssumedRoles(
            StsClient sts,
            String sessionName,
            Function<ShardId, ShardRole> roles,
            InstantSource clock,
            RandomGenerator random,
            ExecutorService background) {
        this.sts = sts;
        this.sessionName = sessionName;
        this.roles = roles;
        this.clock = clock;
        this.random = random;
        this.background = background;
    }

    @Override
    public Found of(Target target, Duration within) {
        return session(target).within(within);
    }

    @Override
    public void renew(Target target) {
        session(target).refused();
    }

    private SharedSession session(Target target) {
        return sessions.computeIfAbsent(target.shard(), this::session);
    }

    private SharedSession session(ShardId shard) {
        String asked = "sts:AssumeRole " + roles.apply(shard).arn();
        return new SharedSession(asked, () -> assumed(shard), background, clock, random);
    }

    private Credentials assumed(ShardId shard) {
        ShardRole role = roles.apply(shard);
        return sts.assumeRole(AssumeRoleRequest.builder()
                        .roleArn(role.arn())
                        .roleSessionName(sessionName)
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
