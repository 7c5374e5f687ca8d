package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sts.StsClient;

/// The audit log has the changes of the operators' steps before, but not their reads or refused
/// commands.
final class ChangesAudited implements DeployStep {
    /// CloudWatch Logs shows a line some seconds late.
    private static final int LOOKS = 60;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    @Override
    public String claim() {
        return "each change is one line of the audit log, with who made it and no secret";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        List<String> wanted = wanted(world);
        List<String> lines = lines(AuditLog.of(world.dev(), world), wanted.size());
        List<JsonNode> changes = AuditLog.changes(lines);
        List<String> seen = changes.stream()
                .map(change -> change.path("action").asText() + " "
                        + change.path("subject").asText())
                .toList();
        Unshown.unless(seen.equals(wanted), "the audit log has " + seen + " instead of " + wanted);
        String operator = world.clients()
                .at(world.dev().home(), StsClient.builder())
                .getCallerIdentity()
                .arn();
        for (JsonNode change : changes) {
            Unshown.unless(change.path("by").asText().equals(operator), "not by " + operator + ": " + change);
        }
        Unshown.unless(lines.stream().noneMatch(ChangesAudited::hasSecret), "a line of the log has a key's secret");
    }

    /// With a real Bedrock no target is denied, so there is none to reset.
    private static List<String> wanted(TestWorld world) {
        String target = world.config().drained();
        Stream<String> tenants = Stream.of(
                        "tenant.suspend",
                        "tenant.resume",
                        "limit.override",
                        "limit.clear",
                        "key.issue",
                        "key.revoke",
                        "key.rotate")
                .map(action -> action + " " + REGULAR);
        Stream<String> targets = Stream.of("drain.begin", "drain.end", "target.reset")
                .filter(action -> world.bedrock().isPresent() || !action.equals("target.reset"))
                .map(action -> action + " " + target);
        return Stream.concat(tenants, targets).toList();
    }

    private static List<String> lines(AuditLog log, int changes) throws InterruptedException {
        List<String> lines = log.lines();
        for (int look = 1; look < LOOKS && AuditLog.changes(lines).size() < changes; look++) {
            Thread.sleep(BETWEEN);
            lines = log.lines();
        }
        return lines;
    }

    /// Whether a text has a key and not only its id.
    private static boolean hasSecret(String text) {
        return text.matches("(?s).*bw_[a-z0-9-]+_[0-9A-Za-z]{12}_[0-9A-Za-z]{32}.*");
    }
}
