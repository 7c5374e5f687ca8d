package io.breakwater.cleanup.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Judgement;
import io.breakwater.cleanup.own.OwnStack;
import io.breakwater.cleanup.plan.Scan;
import io.breakwater.cleanup.plan.Unreadable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is left of an environment, where, why, and what it costs.
record ScanReport(String environment, Scan scan) implements CommandOutput.Report {

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(unreadable());
        scan.remaining().forEach(stack -> lines.add(line(stack)));
        strays().forEach(judgement -> lines.add(line(judgement)));
        if (!scan.alive().isEmpty()) {
            lines.add("%d resources are in use by stacks that are still deployed"
                    .formatted(scan.alive().size()));
        }
        lines.add(summary());
        return lines;
    }

    private String summary() {
        if (scan.nothingLeft()) {
            return "nothing is left of " + environment;
        }
        return scan.unreadable().isEmpty()
                ? "left of %s: %d strays, %d doubtful, %d stacks; %s a month"
                        .formatted(
                                environment,
                                scan.own().size(),
                                scan.doubtful().size(),
                                scan.remaining().size(),
                                Money.usd(monthlyMicroUsd()))
                : "not everything could be read, so there may be more left of " + environment;
    }

    private List<Judgement> strays() {
        List<Judgement> strays = new ArrayList<>(scan.own());
        strays.addAll(scan.doubtful());
        return strays;
    }

    private long monthlyMicroUsd() {
        return strays().stream()
                .mapToLong(stray -> stray.found().state().monthlyMicroUsd())
                .sum();
    }

    /// One line for each place and reason: where a role cannot be assumed, nothing at all can be read.
    List<String> unreadable() {
        return scan.unreadable().stream()
                .collect(Collectors.groupingBy(
                        one -> List.of(one.place().toString(), one.reason(), one.advice()),
                        LinkedHashMap::new,
                        Collectors.mapping(Unreadable::what, Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(same -> "UNREADABLE  %s: %s: %s; %s"
                        .formatted(
                                same.getKey().get(0),
                                same.getValue(),
                                same.getKey().get(1),
                                same.getKey().get(2)))
                .toList();
    }

    private String line(OwnStack stack) {
        return "STACK       %s: %s (%s): %s"
                .formatted(stack.place(), stack.name(), stack.status(), stack.advice(environment));
    }

    private static String line(Judgement judgement) {
        FoundResource found = judgement.found();
        return "%-11s %s: %s %s, %s a month: %s"
                .formatted(
                        word(judgement),
                        found.place(),
                        found.kind().label(),
                        called(found),
                        Money.usd(found.state().monthlyMicroUsd()),
                        why(judgement));
    }

    private static String called(FoundResource found) {
        if (found.name().isEmpty() || found.name().equals(found.id())) {
            return found.id();
        }
        return found.name() + " (" + found.id() + ")";
    }

    private static String word(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Own _ -> "STRAY";
            case Judgement.Doubtful _ -> "DOUBTFUL";
            case Judgement.Alive _ -> "DEPLOYED";
            case Judgement.Foreign _ -> "FOREIGN";
        };
    }

    private static String why(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Own own -> "left behind, as " + proofs(own) + " say";
            case Judgement.Doubtful doubtful -> doubtful.why() + "; look at it, and remove it by hand if it is";
            case Judgement.Alive alive -> "in use by the stack " + alive.stack();
            case Judgement.Foreign _ -> "somebody else's";
        };
    }

    private static String proofs(Judgement.Own own) {
        return String.join(
                " and ",
                own.proofs().stream().sorted().map(proof -> proof.label()).toList());
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("environment", environment);
        json.put("nothingLeft", scan.nothingLeft());
        json.put("monthlyMicroUsd", monthlyMicroUsd());
        json.putArray("unreadable");
        scan.unreadable()
                .forEach(unreadable -> write(json.withArray("unreadable").addObject(), unreadable));
        json.putArray("stacks");
        scan.remaining().forEach(stack -> write(json.withArray("stacks").addObject(), stack));
        json.putArray("left");
        strays().forEach(stray -> write(json.withArray("left").addObject(), stray));
        json.putArray("deployed");
        scan.alive().forEach(alive -> write(json.withArray("deployed").addObject(), alive));
        return json;
    }

    private static void write(ObjectNode json, Unreadable unreadable) {
        json.put("place", unreadable.place().toString())
                .put("what", unreadable.what())
                .put("reason", unreadable.reason())
                .put("advice", unreadable.advice());
    }

    private void write(ObjectNode json, OwnStack stack) {
        json.put("place", stack.place().toString())
                .put("name", stack.name())
                .put("id", stack.id())
                .put("status", stack.status())
                .put("advice", stack.advice(environment));
    }

    private static void write(ObjectNode json, Judgement judgement) {
        FoundResource found = judgement.found();
        json.put("judgement", word(judgement).toLowerCase(Locale.ROOT))
                .put("account", found.place().account().value())
                .put("region", found.place().region().value())
                .put("kind", found.kind().name())
                .put("id", found.id())
                .put("name", found.name())
                .put("bytes", found.state().bytes())
                .put("monthlyMicroUsd", found.state().monthlyMicroUsd())
                .put("why", why(judgement));
    }
}
