package io.breakwater.ops.probe;

import io.breakwater.model.AccountId;
import io.breakwater.model.Lifecycle;
import io.breakwater.model.ModelId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads one account in one Region. Nothing is changed, and no method throws because of AWS's answer.
public interface Probe {

    /// The value of an SSM parameter.
    Seen<String> parameter(String name);

    /// The trust policy of an IAM role, as JSON.
    Seen<String> trust(String role);

    /// A CloudFormation stack.
    Seen<StackView> stack(String name);

    /// The ARN of a DynamoDB table.
    Seen<String> table(String name);

    /// The ARN of a secret in Secrets Manager, even if it is being deleted.
    Seen<String> secret(String name);

    /// Whether the account may call a foundation model.
    Seen<ModelAccess> access(ModelId model);

    /// Bedrock's own inference profiles by id, each with the codes of the Regions that may answer. A
    /// model ARN of a global profile without a Region adds none.
    Seen<Map<String, Set<String>>> profiles();

    /// The lifecycle of each foundation model that Bedrock lists here, by id.
    Seen<Map<String, Lifecycle>> lifecycles();

    /// The names of the application inference profiles.
    Seen<List<String>> applicationProfiles();

    /// The quotas of Bedrock that Service Quotas shows for the account.
    Seen<List<Quota>> bedrockQuotas();

    /// How many Lambda functions may run at once.
    Seen<Long> concurrency();

    /// The role with which API Gateway writes the logs of all APIs of the account and Region.
    Seen<String> apiLogsRole();

    /// Where Bedrock's invocation log goes: a log group, or `s3://BUCKET`.
    Seen<String> invocationLog();

    /// The management account of the organization that the account belongs to.
    Seen<AccountId> management();

    /// The service control policies over an account: its own, and those of every parent up to the root. The
    /// caller must be the management account or an administrator delegated by it.
    Seen<List<ControlPolicy>> controlPolicies(AccountId account);

    /// @param status as CloudFormation names it, such as `UPDATE_COMPLETE`
    /// @param parameters the values that it was made with
    record StackView(String status, Map<String, String> tags, Map<String, String> parameters) {
        public StackView {
            tags = Map.copyOf(tags);
            parameters = Map.copyOf(parameters);
        }

        /// A stack without parameters.
        public StackView(String status, Map<String, String> tags) {
            this(status, tags, Map.of());
        }
    }

    /// Each part as Bedrock names it ("GetFoundationModelAvailability", Amazon Bedrock API Reference).
    record ModelAccess(String agreement, String authorization, String entitlement) {
        /// The value of a part that Bedrock does not report.
        public static final String UNSAID = "UNKNOWN";
    }

    /// @param name such as `Cross-region model inference tokens per minute for Anthropic Claude Haiku 4.5`
    record Quota(String code, String name, double value) {}

    /// @param content the policy document, JSON
    record ControlPolicy(String id, String name, String content) {}
}
