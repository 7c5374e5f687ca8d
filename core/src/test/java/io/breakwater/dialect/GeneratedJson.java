package io.breakwater.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;

/// JSON of any kind, and texts that are easily broken by a reader.
public final class GeneratedJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] TEXTS = {"", "a", "grüße", "日本", "\uD83D\uDE00", "\"\\\n\t", "</s>", "data: x\n\n"};

    private final Random random;
    private int names;

    public GeneratedJson(Random random) {
        this.random = random;
    }

    /// Adds members with names that no API has.
    public void unknown(ObjectNode into) {
        for (int i = random.nextInt(3); i > 0; i--) {
            into.set("x_" + names++ + (random.nextInt(8) == 0 ? " ü.\"" : ""), value(3));
        }
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.numberNode(BigInteger.TEN.pow(25).add(BigInteger.valueOf(random.nextInt())));
            case 4 -> NODES.numberNode(new BigDecimal("0.10000000000000000" + random.nextInt(1_000_000)));
            case 5, 6 -> NODES.textNode(text());
            case 7 -> {
                ArrayNode list = NODES.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(value(depth - 1));
                }
                yield list;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    object.set("y_" + names++, value(depth - 1));
                }
                yield object;
            }
        };
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        return text.toString();
    }
}
