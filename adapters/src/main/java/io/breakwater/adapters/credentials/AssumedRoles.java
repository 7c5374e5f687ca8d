package io.breakwater.adapters.credentials;

import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// One assumed role per shard. Sessions last an hour, the most that role chaining allows, and are renewed well
/// before their end, so that an outage of STS of up to a quarter of an hour costs nothing.
public final class AssumedRoles implements TargetCredentials, AutoCloseable {
    private static final int SESSION_SECONDS = 3_600;
    private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(20);
    private static final Duration UNUSABLE_BEFORE_END = Duration.ofMinutes(1);

    private final StsClient sts;
    private final String sessionName;
    private final Function<ShardId, ShardRole> roles;
    private final Map<ShardId, StsAssumeRoleCredentialsProvider> providers = new ConcurrentHashMap<>();

    /// The role of a shard.
    ///
    /// @param externalId the shared word without which the role cannot be assumed, where there is one
    public record ShardRole(String arn, Optional<String> externalId) {}

    public AssumedRoles(StsClient sts, String sessionName, Function<ShardId, ShardRole> roles) {
        this.sts = sts;
        this.sessionName = sessionName;
        this.roles = roles;
    }

    @Override
    public AwsCredentialsIdentity of(Target target) {
        return providers.computeIfAbsent(target.shard(), this::provider).resolveCredentials();
    }

    @Override
    public void renew(Target target) {
        StsAssumeRoleCredentialsProvider refused = providers.remove(target.shard());
        if (refused != null) {
            refused.close();
        }
    }

    private StsAssumeRoleCredentialsProvider provider(ShardId shard) {
        ShardRole role = roles.apply(shard);
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .prefetchTime(RENEW_BEFORE_END)
                .staleTime(UNUSABLE_BEFORE_END)
                .refreshRequest(request -> request.roleArn(role.arn())
                        .roleSessionName(sessionName)
                        .durationSeconds(SESSION_SECONDS)
                        .externalId(role.externalId().orElse(null)))
                .build();
    }

    @Override
    public void close() {
        providers.values().forEach(StsAssumeRoleCredentialsProvider::close);
    }
}
