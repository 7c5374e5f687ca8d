package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The place of a member in a request.
///
/// @param steps names of members, `[]` for each item of an array, `[0]` for one of them
record RequestMember(List<String> steps) {
    private static final Pattern STEP = Pattern.compile("\\[\\d*]|[^.\\[]+");

    /// @param path a path such as `messages[0].content[].text`
    static RequestMember at(String path) {
        return new RequestMember(
                STEP.matcher(path).results().map(MatchResult::group).toList());
    }

    List<JsonNode> values(ObjectNode request) {
        return values(request, 0).toList();
    }

    /// The requests with which one that has the member may be compared: the same request without it;
    /// then, since the member may be required, with other texts in its place and wherever else the same
    /// text occurs; then without the parts that contain it, the smallest first.
    Stream<ObjectNode> others(ObjectNode request) {
        int last = steps.size() - 1;
        return Stream.concat(
                Stream.of(without(request, last), withOtherTexts(request)).filter(other -> !other.equals(request)),
                IntStream.rangeClosed(1, last).mapToObj(outer -> without(request, last - outer)));
    }

    private Stream<JsonNode> values(JsonNode node, int at) {
        return at == steps.size() ? Stream.of(node) : next(node, steps.get(at)).flatMap(next -> values(next, at + 1));
    }

    private static Stream<JsonNode> next(JsonNode node, String step) {
        if (!step.startsWith("[")) {
            return node.has(step) ? Stream.of(node.get(step)) : Stream.empty();
        }
        return IntStream.range(0, node.isArray() ? node.size() : 0)
                .filter(item -> means(step, item))
                .mapToObj(node::get);
    }

    private static boolean means(String step, int item) {
        return step.equals("[]") || step.equals("[" + item + "]");
    }

    /// @param last the step whose values are removed if they contain the member
    private ObjectNode without(ObjectNode request, int last) {
        ObjectNode rest = request.deepCopy();
        new RequestMember(steps.subList(0, last)).values(rest).forEach(owner -> remove(owner, last));
        return rest;
    }

    private void remove(JsonNode owner, int last) {
        String step = steps.get(last);
        if (owner instanceof ObjectNode members && isIn(members.path(step), last + 1)) {
            members.remove(step);
        } else if (owner instanceof ArrayNode items) {
            for (int i = items.size() - 1; i >= 0; i--) {
                if (means(step, i) && isIn(items.get(i), last + 1)) {
                    items.remove(i);
                }
            }
        }
    }

    private boolean isIn(JsonNode part, int at) {
        return !part.isMissingNode() && values(part, at).findAny().isPresent();
    }

    private ObjectNode withOtherTexts(ObjectNode request) {
        ObjectNode other = request.deepCopy();
        values(request).stream().filter(JsonNode::isTextual).forEach(text -> replace(other, text));
        return other;
    }

    private static void replace(JsonNode node, JsonNode text) {
        JsonNode other = TextNode.valueOf(text.textValue() + "x");
        if (node instanceof ArrayNode items) {
            IntStream.range(0, items.size())
                    .filter(i -> items.get(i).equals(text))
                    .forEach(i -> items.set(i, other));
        } else if (node instanceof ObjectNode members) {
            members.properties().stream()
                    .filter(member -> member.getValue().equals(text))
                    .forEach(member -> member.setValue(other));
        }
        node.forEach(next -> replace(next, text));
    }
}
