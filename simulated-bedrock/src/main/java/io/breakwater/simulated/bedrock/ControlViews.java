package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.fault.Details;
import io.breakwater.simulated.bedrock.fault.Fault;
import io.breakwater.simulated.bedrock.fault.FaultScript;
import io.breakwater.simulated.bedrock.quota.DailyState;
import io.breakwater.simulated.bedrock.quota.PoolState;
import io.breakwater.simulated.bedrock.quota.Pools;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The answers of the control as JSON; absent values are left out.
final class ControlViews {

    private ControlViews() {}

    /// A call in the shape of a Bedrock model invocation log record, without its bodies.
    static ObjectNode invocation(InvocationLog.Entry entry) {
        LoggedInvocation call = entry.invocation();
        ObjectNode node = Json.object()
                .put("index", entry.index())
                .put("timestamp", call.timestamp().toString())
                .put("accountId", call.accountId())
                .put("region", call.region());
        putIfPresent(node, "inferenceRegion", call.inferenceRegion());
        node.put("modelId", call.target().modelId())
                .put("profile", call.profile())
                .put("calledAs", call.target().calledAs())
                .put("operation", call.operation())
                .put("requestId", call.requestId())
                .put("status", call.status());
        putIfPresent(node, "errorCode", call.errorCode());
        putUsage(node, call.usage());
        putIfPresent(node, "stopReason", call.stopReason());
        if (!call.requestMetadata().isEmpty()) {
            node.set("requestMetadata", Json.node(call.requestMetadata()));
        }
        node.putObject("identity").put("arn", call.caller().arn());
        return node;
    }

    /// Adds the body of the call, under its name in Bedrock's log; as text if it was not JSON.
    static void addBody(ObjectNode invocation, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        invocation.withObject("/input").set("inputBodyJson", Json.read(text).orElseGet(() -> Json.node(text)));
    }

    static ObjectNode pools(Pools pools, Instant now) {
        ObjectNode node = Json.object();
        ArrayNode perMinute = node.putArray("pools");
        pools.states(now).stream().map(ControlViews::pool).forEach(perMinute::add);
        ArrayNode daily = node.putArray("daily");
        pools.dailyStates().stream().map(ControlViews::daily).forEach(daily::add);
        return node;
    }

    /// A fault as it was posted, with its number and how many calls it has struck.
    static ObjectNode fault(FaultScript.Line line) {
        Fault fault = line.fault();
        ObjectNode node = Json.object().put("id", line.id());
        ObjectNode match = node.putObject("match");
        putIfPresent(match, "account", fault.match().account());
        putIfPresent(match, "region", fault.match().region());
        putIfPresent(match, "model", fault.match().model());
        putIfPresent(match, "profile", fault.match().profile());
        putIfPresent(match, "stream", fault.match().stream());
        node.put("fault", fault.kind().wireName()).put("after", fault.window().after());
        putIfPresent(node, "for", fault.window().lasting());
        node.put("times", fault.window().times()).put("rate", fault.window().rate());
        putDetails(node, fault.details());
        return node.put("struck", line.struck());
    }

    private static void putDetails(ObjectNode node, Details details) {
        putIfPresent(node, "delay", details.delay());
        putIfPresent(node, "took", details.took());
        putIfPresent(node, "retryAfter", details.retryAfter());
        putIfPresent(node, "message", details.message());
        putIfPresent(node, "afterPieces", details.afterPieces());
    }

    private static ObjectNode pool(PoolState pool) {
        return Json.object()
                .put("account", pool.key().account())
                .put("region", pool.key().region())
                .put("profile", pool.key().profile())
                .put("requestsPerMinute", pool.requestsPerMinute())
                .put("requestsLeft", pool.requestsLeft())
                .put("tokensPerMinute", pool.tokensPerMinute())
                .put("tokensLeft", pool.tokensLeft());
    }

    private static ObjectNode daily(DailyState daily) {
        return Json.object()
                .put("account", daily.account())
                .put("region", daily.region())
                .put("tokensPerDay", daily.tokensPerDay())
                .put("tokensUsed", daily.tokensUsed());
    }

    private static void putUsage(ObjectNode node, Usage usage) {
        node.putObject("input")
                .put("inputTokenCount", usage.inputTokens())
                .put("cacheReadInputTokenCount", usage.cacheReadTokens())
                .put("cacheWriteInputTokenCount", usage.cacheWriteTokens());
        node.putObject("output").put("outputTokenCount", usage.outputTokens());
    }

    private static void putIfPresent(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }
}
