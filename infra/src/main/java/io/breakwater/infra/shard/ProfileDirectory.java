package io.breakwater.infra.shard;

import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ProfileUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// Where the router finds the generated ids of application inference profiles: one SSM parameter for each owner, a
/// JSON object from system profile to id. An account cannot refer to what another one generates.
final class ProfileDirectory extends Construct {
    /// How many parameters one statement names, so that each fits into a policy by itself.
    private static final int CHUNK = 40;

    private final List<String> arns = new ArrayList<>();

    /// @param ids the generated id of each profile
    record Props(Naming naming, ShardId shard, Region region, Map<ProfileUse, String> ids) {}

    ProfileDirectory(Construct scope, String id, Props props) {
        super(scope, id);
        byOwner(props.ids()).forEach((owner, ids) -> add(owner, ids, props));
    }

    private static Map<String, Map<String, String>> byOwner(Map<ProfileUse, String> ids) {
        Map<String, Map<String, String>> owners = new TreeMap<>();
        ids.forEach((use, id) -> owners.computeIfAbsent(use.ownerLabel(), _ -> new TreeMap<>())
                .put(use.profile().id().value(), id));
        return owners;
    }

    private void add(String owner, Map<String, String> ids, Props props) {
        String name = props.naming().parameter("profiles/" + props.shard() + "/" + owner);
        StringParameter.Builder.create(this, owner)
                .parameterName(name)
                .description("Application inference profiles by system profile")
                .stringValue(Stack.of(this).toJsonString(ids))
                .build();
        arns.add("arn:aws:ssm:%s:%s:parameter%s"
                .formatted(props.region(), Stack.of(this).getAccount(), name));
    }

    /// Leave to read them.
    List<PolicyStatement> reading() {
        List<PolicyStatement> statements = new ArrayList<>();
        for (int from = 0; from < arns.size(); from += CHUNK) {
            statements.add(PolicyStatement.Builder.create()
                    .actions(List.of("ssm:GetParameter"))
                    .resources(arns.subList(from, Math.min(from + CHUNK, arns.size())))
                    .build());
        }
        return statements;
    }
}
