package io.breakwater.infra.shard;

import static java.util.Objects.requireNonNull;

import io.breakwater.model.AccountId;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ProfileUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.bedrock.CfnApplicationInferenceProfile;
import software.amazon.awscdk.services.bedrock.CfnApplicationInferenceProfile.InferenceProfileModelSourceProperty;
import software.constructs.Construct;

/// The application inference profiles of a shard in one Region, through which the router calls with `costAttribution`.
/// The bill shows by them which tenant's tokens were used; they add no quota.
final class ShardProfiles extends Construct {
    private final Map<Profile, List<String>> arns = new LinkedHashMap<>();

    /// @param profiles the system profiles that are called
    /// @param uses the application profiles that copy them
    record Props(Naming naming, AccountId account, Region region, List<Profile> profiles, List<ProfileUse> uses) {}

    ShardProfiles(Construct scope, String id, Props props) {
        super(scope, id);
        props.profiles().forEach(profile -> arns.put(profile, new ArrayList<>()));
        props.uses().forEach(use -> add(use, props));
    }

    private void add(ProfileUse use, Props props) {
        CfnApplicationInferenceProfile made = CfnApplicationInferenceProfile.Builder.create(this, use.label())
                .inferenceProfileName(props.naming().inferenceProfile(use.label()))
                .modelSource(InferenceProfileModelSourceProperty.builder()
                        .copyFrom(BedrockArns.profile(
                                props.region(), props.account(), use.profile().id()))
                        .build())
                .build();
        Tags.of(made).add("breakwater:tenant", use.ownerLabel());
        Tags.of(made).add("breakwater:model", use.profile().model().id().value());
        requireNonNull(arns.get(use.profile())).add(made.getAttrInferenceProfileArn());
    }

    /// The ARNs, by the copied system profile.
    Map<Profile, List<String>> arns() {
        return arns;
    }
}
