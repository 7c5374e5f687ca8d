package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Builds one tree from tokens and stops at the first breach of the limits.
final class TreeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// The largest power of ten that fits a `double` is 308; larger numbers are useful only to an
    /// attacker.
    private static final int MAX_EXPONENT = 400;

    private final JsonParser parser;
    private final Texts texts;
    private final JsonLimits limits;
    private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
    private @Nullable ObjectNode root;
    private int tokens;

    TreeReader(JsonParser parser, Texts texts, JsonLimits limits) {
        this.parser = parser;
        this.texts = texts;
        this.limits = limits;
    }

    Parsed read() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            Optional<String> fault = ++tokens > limits.tokens()
                    ? Optional.of("has more than %d JSON tokens; send a smaller one".formatted(limits.tokens()))
                    : on(token);
            if (fault.isPresent()) {
                return problem(fault.get());
            }
        }
        return root == null ? problem("has no JSON value; send a JSON object") : new Parsed.Json(root);
    }

    private Optional<String> on(JsonToken token) throws IOException {
        if (open.isEmpty()) {
            return onOutermost(token);
        }
        return switch (token) {
            case START_OBJECT -> open(NODES.objectNode());
            case START_ARRAY -> open(NODES.arrayNode());
            case END_OBJECT, END_ARRAY -> close();
            case FIELD_NAME -> onName(parser.currentName());
            case VALUE_STRING -> onText(texts.at(parser));
            case VALUE_NUMBER_INT -> onWhole();
            case VALUE_NUMBER_FLOAT -> onDecimal();
            case VALUE_TRUE -> add(NODES.booleanNode(true));
            case VALUE_FALSE -> add(NODES.booleanNode(false));
            case VALUE_NULL -> add(NODES.nullNode());
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> Optional.of("is not JSON text");
        };
    }

    private Optional<String> onOutermost(JsonToken token) {
        if (root != null) {
            return Optional.of("has something after its JSON object; send one object only");
        }
        if (token != JsonToken.START_OBJECT) {
            return Optional.of("must be a JSON object, got " + ShownJson.kind(token));
        }
        root = NODES.objectNode();
        open.push(root);
        return Optional.empty();
    }

    private Optional<String> open(ContainerNode<?> container) throws IOException {
        if (open.size() >= limits.depth()) {
            return Optional.of("is nested deeper than %d levels".formatted(limits.depth()));
        }
        add(container);
        open.push(container);
        return Optional.empty();
    }

    private Optional<String> close() {
        open.pop();
        return Optional.empty();
    }

    private Optional<String> onName(String name) {
        if (Texts.hasLoneSurrogate(name)) {
            return Optional.of("has a name with half of a surrogate pair, which is not a character");
        }
        if (open.getFirst().has(name)) {
            return Optional.of("has the name '%s' twice in one object".formatted(ShownJson.name(name)));
        }
        return Optional.empty();
    }

    private Optional<String> onText(Optional<String> text) {
        return text.map(whole -> add(NODES.textNode(whole)))
                .orElseGet(() -> Optional.of("has a string with half of a surrogate pair, which is not a character"));
    }

    private Optional<String> onWhole() throws IOException {
        if (isTooLong()) {
            return tooLong();
        }
        return switch (parser.getNumberType()) {
            case INT -> add(NODES.numberNode(parser.getIntValue()));
            case LONG -> add(NODES.numberNode(parser.getLongValue()));
            case BIG_INTEGER, BIG_DECIMAL, FLOAT, DOUBLE -> add(NODES.numberNode(parser.getBigIntegerValue()));
        };
    }

    private Optional<String> onDecimal() throws IOException {
        if (isTooLong()) {
            return tooLong();
        }
        return decimal(parser.getText())
                .map(value -> add(NODES.numberNode(value)))
                .orElseGet(() -> Optional.of("has a number beyond what a double can hold"));
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text)).filter(value -> Math.abs(value.scale()) <= MAX_EXPONENT);
        } catch (NumberFormatException beyondIntExponent) {
            return Optional.empty();
        }
    }

    private boolean isTooLong() throws IOException {
        return parser.getTextLength() > limits.numberChars();
    }

    private Optional<String> tooLong() {
        return Optional.of("has a number of more than %d characters".formatted(limits.numberChars()));
    }

    private Optional<String> add(JsonNode node) {
        switch (open.getFirst()) {
            case ObjectNode object -> object.set(name(), node);
            case ArrayNode array -> array.add(node);
            default -> throw new IllegalStateException("only objects and arrays are opened");
        }
        return Optional.empty();
    }

    private String name() {
        try {
            return parser.currentName();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a member has a name", impossible);
        }
    }

    private Parsed problem(String fault) {
        String path = path(parser.getParsingContext());
        return path.isEmpty()
                ? new Parsed.Problem("the body " + fault, Optional.empty())
                : new Parsed.Problem("the body " + fault + " (at " + path + ")", Optional.of(path));
    }

    /// The parser's current path, such as `messages[2].content`; the innermost container's own bracket
    /// counts for its parent.
    private static String path(@Nullable JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String before = path(context.getParent());
        if (context.inArray()) {
            return before + "[" + context.getCurrentIndex() + "]";
        }
        if (context.getCurrentName() == null) {
            return before;
        }
        String name = ShownJson.name(context.getCurrentName());
        return before.isEmpty() ? name : before + "." + name;
    }
}
