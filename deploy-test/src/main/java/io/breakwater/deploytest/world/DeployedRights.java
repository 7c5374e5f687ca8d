package io.breakwater.deploytest.world;

import io.breakwater.iam.Evaluation;
import io.breakwater.iam.IamCall;
import io.breakwater.iam.PolicyDocument;
import io.breakwater.iam.PolicyKind;
import io.breakwater.iam.Rights;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.settings.Shard;
import io.breakwater.simulated.bedrock.CallRights;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/// The rights of the shards' roles by their policies at the endpoint, for a simulated Bedrock runtime
/// that has no policies. A signature tells only its account, so a call is allowed if any shard's role
/// of that account allows it.
///
/// The policies are read while [#enforced] is open; otherwise everything is allowed, as the reads take
/// longer than the calls.
public final class DeployedRights implements CallRights {
    /// How long a read remains valid: a deploy takes longer between two changes of a role.
    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Read(Instant until, List<Role> roles) {}

    private record Role(String arn, Rights rights) {}

    private final PlaceClients clients;
    private final List<Environment> environments;
    private final InstantSource clock;
    private final Map<String, Read> known = new ConcurrentHashMap<>();
    private volatile boolean enforcing;

    public DeployedRights(PlaceClients clients, List<Environment> environments, InstantSource clock) {
        this.clients = clients;
        this.environments = List.copyOf(environments);
        this.clock = clock;
    }

    /// Checks calls by the policies until it is closed.
    public Enforced enforced() {
        enforcing = true;
        return () -> enforcing = false;
    }

    /// The time in which calls are checked by the policies.
    public interface Enforced extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public boolean allow(Asked asked) {
        return !enforcing || allowed(asked);
    }

    private boolean allowed(Asked asked) {
        IamCall call = new IamCall(asked.action(), asked.resource()).with("aws:RequestedRegion", asked.region());
        return roles(asked).stream()
                .anyMatch(role -> new Evaluation(new io.breakwater.iam.IamCaller.Role(role.arn()), role.rights())
                        .of(call)
                        .allowed());
    }

    private List<Role> roles(Asked asked) {
        AccountRegion place = new AccountRegion(new AccountId(asked.account()), new Region(asked.region()));
        return known.compute(asked.account(), (_, read) -> clock.instant().isBefore(until(read)) ? read : read(place))
                .roles();
    }

    private static Instant until(@Nullable Read read) {
        return read == null ? Instant.MIN : read.until();
    }

    private Read read(AccountRegion place) {
        List<Role> roles = new ArrayList<>();
        try (IamClient iam = clients.at(place, IamClient.builder())) {
            for (String name : names(place.account())) {
                roles.add(
                        new Role("arn:aws:iam::" + place.account() + ":role/" + name, Rights.of(policies(iam, name))));
            }
        }
        return new Read(clock.instant().plus(FRESH), roles);
    }

    private Set<String> names(AccountId account) {
        Set<String> names = new TreeSet<>();
        for (Environment environment : environments) {
            for (Shard shard : environment.settings().shards()) {
                if (shard.account().equals(account)) {
                    names.add(environment.naming().shardRole(shard.id()));
                }
            }
        }
        return names;
    }

    /// The policies of a role; none if the role does not exist, and without a policy that was deleted
    /// meanwhile.
    private static List<PolicyDocument> policies(IamClient iam, String role) {
        List<PolicyDocument> policies = new ArrayList<>();
        try {
            iam.listAttachedRolePoliciesPaginator(ask -> ask.roleName(role))
                    .attachedPolicies()
                    .forEach(policy -> policies.add(policy(policy.policyName(), managed(iam, policy.policyArn()))));
            iam.listRolePoliciesPaginator(ask -> ask.roleName(role))
                    .policyNames()
                    .forEach(name -> policies.add(policy(
                            name,
                            iam.getRolePolicy(ask -> ask.roleName(role).policyName(name))
                                    .policyDocument())));
        } catch (NoSuchEntityException gone) {
            return policies;
        }
        return policies;
    }

    private static String managed(IamClient iam, String arn) {
        String version = iam.getPolicy(ask -> ask.policyArn(arn)).policy().defaultVersionId();
        return iam.getPolicyVersion(ask -> ask.policyArn(arn).versionId(version))
                .policyVersion()
                .document();
    }

    /// IAM returns documents in URL encoding.
    private static PolicyDocument policy(String name, String document) {
        String json = document.startsWith("{") ? document : URLDecoder.decode(document, StandardCharsets.UTF_8);
        return PolicyDocument.of(PolicyKind.IDENTITY, name, json);
    }
}
