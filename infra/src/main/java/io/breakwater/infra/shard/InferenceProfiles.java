package io.breakwater.infra.shard;

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

/// The application inference profiles of a shard in one Region. They show in the bill whose tokens were used; they
/// add no quota.
final class InferenceProfiles extends Construct {
    private final Map<Profile, List<String>> arns = new LinkedHashMap<>();
    private final Map<ProfileUse, String> ids = new LinkedHashMap<>();

    record Props(Naming naming, AccountId account, Region region, List<ProfileUse> uses) {}

    InferenceProfiles(Construct scope, String id, Props props) {
        super(scope, id);
        props.uses().forEach(use -> add(use, props));
    }

    private void add(ProfileUse use, Props props) {
        CfnApplicationInferenceProfile made = CfnApplicationInferenceProfile.Builder.create(this, use.label())
                .inferenceProfileName(ProfileName.of(props.naming(), use))
                .modelSource(InferenceProfileModelSourceProperty.builder()
                        .copyFrom(BedrockArns.profile(
                                props.region(), props.account(), use.profile().id()))
                        .build())
                .build();
        Tags.of(made).add("breakwater:tenant", use.ownerLabel());
        Tags.of(made).add("breakwater:model", use.profile().model().id().value());
        arns.computeIfAbsent(use.profile(), _ -> new ArrayList<>()).add(made.getAttrInferenceProfileArn());
        ids.put(use, made.getAttrInferenceProfileId());
    }

    /// The ARNs by the system profile that they copy.
    Map<Profile, List<String>> arns() {
        return arns;
    }

    /// The generated id of each.
    Map<ProfileUse, String> ids() {
        return ids;
    }
}
