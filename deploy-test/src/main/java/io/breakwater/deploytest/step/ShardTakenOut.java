package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.ops.account.AccountRegion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Deletes the stacks of dev's second shard with the AWS CLI commands of the pages and credentials of
/// that account.
final class ShardTakenOut implements DeployStep {
    private static final int LOOKS = 120;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    @Override
    public String claim() {
        return "the pages' AWS CLI commands remove the stacks of a shard that is taken out";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        AccountRegion shard = world.places().shardB();
        if (world.typed().type(runner(), variables(world, shard)).isEmpty()) {
            return;
        }
        List<String> left = left(world, shard);
        for (int look = 1; look < LOOKS && !left.isEmpty(); look++) {
            Thread.sleep(BETWEEN);
            left = left(world, shard);
        }
        Unshown.unless(left.isEmpty(), "still there: " + left);
    }

    private static List<String> left(TestWorld world, AccountRegion shard) {
        return world.stacks().present(world.dev()).stream()
                .filter(stack -> stack.place().account().equals(shard.account()))
                .map(Environment.StackAt::toString)
                .toList();
    }

    private static Map<String, String> variables(TestWorld world, AccountRegion shard) {
        AwsCredentials own = world.clients().credentials(shard.account()).resolveCredentials();
        Map<String, String> variables = new HashMap<>(Map.of(
                "AWS_ACCESS_KEY_ID", own.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", own.secretAccessKey(),
                "AWS_REGION", shard.region().value(),
                "AWS_DEFAULT_REGION", shard.region().value()));
        if (own instanceof AwsSessionCredentials session) {
            variables.put("AWS_SESSION_TOKEN", session.sessionToken());
        }
        return variables;
    }
}
