package io.breakwater.infra.shard;

import io.breakwater.model.AccountId;
import io.breakwater.model.ModelId;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;

/// The ARNs of Bedrock's own resources ("Actions, resources, and condition keys for Amazon Bedrock", Service
/// Authorization Reference).
final class BedrockArns {

    private BedrockArns() {}

    /// A system inference profile of one account in one source Region.
    static String profile(Region source, AccountId account, ProfileId profile) {
        return "arn:aws:bedrock:%s:%s:inference-profile/%s".formatted(source, account, profile);
    }

    /// The default project of an account, to which OpenAI's Responses belong ("Responses", Amazon
    /// Bedrock User Guide).
    static String defaultProject(Region source, AccountId account) {
        return "arn:aws:bedrock:%s:%s:project/default".formatted(source, account);
    }

    static String model(Region region, ModelId model) {
        return "arn:aws:bedrock:%s::foundation-model/%s".formatted(region, model);
    }

    /// A model without a Region: the destination of a global profile.
    static String globalModel(ModelId model) {
        return "arn:aws:bedrock:::foundation-model/" + model;
    }
}
