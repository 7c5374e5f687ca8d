package io.breakwater.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A result as one JSON object; `reason` is there only if the pattern did not hold.
final class ResultJson {

    static ObjectNode of(Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("pattern", result.pattern().word());
        json.put("requests", result.requests());
        json.put("succeeded", result.evidence().succeeded());
        json.put("rateLimited", result.evidence().count(DemoAnswer::rateLimited));
        json.put("failed", result.evidence().count(DemoAnswer::failed));
        counts(json.putObject("byModel"), result.byModel());
        counts(json.putObject("byShard"), result.byShard());
        counts(json.putObject("byRegion"), result.byRegion());
        ObjectNode tenants = json.putObject("byTenant");
        result.byTenant().forEach((tenant, answers) -> tenant(tenants.putObject(tenant), answers));
        json.put("held", result.held());
        if (result.verdict() instanceof PatternVerdict.NotHeld(String why)) {
            json.put("reason", why);
        }
        return json;
    }

    private static void counts(ObjectNode json, Map<String, Integer> counts) {
        counts.forEach(json::put);
    }

    private static void tenant(ObjectNode json, List<DemoAnswer> answers) {
        json.put("sent", answers.size());
        json.put("succeeded", count(answers, DemoAnswer::succeeded));
        json.put("rateLimited", count(answers, DemoAnswer::rateLimited));
    }

    private static long count(List<DemoAnswer> answers, Predicate<DemoAnswer> which) {
        return answers.stream().filter(which).count();
    }

    private ResultJson() {}
}
