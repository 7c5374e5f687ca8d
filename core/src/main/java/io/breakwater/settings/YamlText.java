package io.breakwater.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns YAML into a tree. Unlike Jackson's own tree it names every duplicate key, refuses aliases (Jackson would
/// read them as strings) and keeps decimals exact.
final class YamlText {
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Pattern PLAIN_WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");

    private final Report report;

    YamlText(Report report) {
        this.report = report;
    }

    /// The tree of the first document; a missing node if the text is not YAML, which is then a problem.
    JsonNode read(String content) {
        try (YAMLParser parser = YAML.createParser(content)) {
            if (parser.nextToken() == null) {
                report.add("", "is empty");
                return MissingNode.getInstance();
            }
            JsonNode root = value(parser, "");
            refuseMore(parser);
            return root;
        } catch (JacksonException e) {
            return unreadable(e.getLocation(), e.getOriginalMessage());
        } catch (IOException | RuntimeException e) {
            // The parser below Jackson throws exceptions of its own; whatever it is, the text is not usable.
            return unreadable(null, String.valueOf(e.getMessage()));
        }
    }

    private void refuseMore(YAMLParser parser) throws IOException {
        if (parser.nextToken() != null) {
            report.add("", "holds a second document at " + place(parser.currentTokenLocation()) + "; keep one a file");
        }
    }

    private JsonNode value(YAMLParser parser, String path) throws IOException {
        if (parser.isCurrentAlias()) {
            report.add(path, "is a YAML alias, *" + parser.getText() + "; write the value out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, path);
            case START_ARRAY -> list(parser, path);
            case VALUE_NUMBER_INT -> whole(parser, path);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.textNode(parser.getText());
        };
    }

    /// Refuses leading zeros: YAML 1.1 reads 012 as ten, YAML 1.2 as twelve, and an amount must not
    /// depend on that.
    private JsonNode whole(YAMLParser parser, String path) throws IOException {
        if (!PLAIN_WHOLE.matcher(parser.getText()).matches()) {
            report.add(path, "must be a plain decimal number, got " + Path.shortened(parser.getText()));
        }
        return NODES.numberNode(parser.getBigIntegerValue());
    }

    private static JsonNode decimal(YAMLParser parser) throws IOException {
        return parser.isNaN() ? NODES.textNode(parser.getText()) : NODES.numberNode(parser.getDecimalValue());
    }

    private JsonNode mapping(YAMLParser parser, String path) throws IOException {
        ObjectNode mapping = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String below = Path.below(path, key);
            if (mapping.has(key)) {
                report.add(below, "appears twice, again at " + place(parser.currentTokenLocation()) + "; remove one");
            }
            parser.nextToken();
            mapping.set(key, value(parser, below));
        }
        return mapping;
    }

    private JsonNode list(YAMLParser parser, String path) throws IOException {
        ArrayNode list = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, path + "[" + list.size() + "]"));
        }
        return list;
    }

    private JsonNode unreadable(@Nullable JsonLocation at, String message) {
        String where = at == null ? "" : " at " + place(at);
        report.add("", "is not YAML%s: %s".formatted(where, prose(message)));
        return MissingNode.getInstance();
    }

    /// The parser's message without its indented excerpt of the text.
    private static String prose(String message) {
        return message.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining(", "));
    }

    private static String place(JsonLocation at) {
        return "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }
}
