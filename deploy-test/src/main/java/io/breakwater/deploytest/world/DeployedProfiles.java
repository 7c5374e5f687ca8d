package io.breakwater.deploytest.world;

import io.breakwater.model.AccountId;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.model.TenantId;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.settings.ProfileUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.ResourceNotFoundException;

/// The application inference profiles that deploys have made at the endpoint, for a simulated Bedrock runtime that has
/// none of its own: the system profile that each copies, according to its name.
final class DeployedProfiles implements Function<String, Optional<String>> {
    private static final Pattern ARN =
            Pattern.compile("arn:aws:bedrock:([a-z0-9-]+):(\\d{12}):application-inference-profile/[a-z0-9]+");

    private final PlaceClients clients;
    private final Map<String, String> copiedByName = new HashMap<>();
    private final Map<String, String> known = new ConcurrentHashMap<>();

    public DeployedProfiles(PlaceClients clients, List<Environment> environments) {
        this.clients = clients;
        environments.forEach(this::add);
    }

    private void add(Environment environment) {
        for (Profile profile : environment.settings().profiles().values()) {
            owners(environment)
                    .map(owner -> new ProfileUse(profile, owner))
                    .forEach(use -> copiedByName.put(
                            environment.naming().inferenceProfile(use.label()),
                            profile.id().value()));
        }
    }

    private static Stream<Optional<TenantId>> owners(Environment environment) {
        return Stream.concat(
                Stream.of(Optional.empty()),
                environment.settings().topology().tenants().keySet().stream().map(Optional::of));
    }

    @Override
    public Optional<String> apply(String arn) {
        Matcher parts = ARN.matcher(arn);
        Optional<String> before = Optional.ofNullable(known.get(arn));
        if (before.isPresent() || !parts.matches()) {
            return before;
        }
        Optional<String> copied = name(
                        new AccountRegion(new AccountId(parts.group(2)), new Region(parts.group(1))), arn)
                .map(copiedByName::get);
        copied.ifPresent(profile -> known.put(arn, profile));
        return copied;
    }

    private Optional<String> name(AccountRegion place, String arn) {
        try (BedrockClient bedrock = clients.at(place, BedrockClient.builder())) {
            return Optional.of(bedrock.getInferenceProfile(ask -> ask.inferenceProfileIdentifier(arn))
                    .inferenceProfileName());
        } catch (ResourceNotFoundException gone) {
            return Optional.empty();
        }
    }
}
