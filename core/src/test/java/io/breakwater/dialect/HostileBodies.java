package io.breakwater.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A sample changed as an attacker might change it, from a seed: values are replaced, moved and
/// removed; bytes are flipped, cut and doubled.
public final class HostileBodies {
    private static final String CANARY = "canary bird";

    private HostileBodies() {}

    public static byte[] of(String sample, Random random) {
        return random.nextInt(3) == 0 ? damaged(sample, random) : mutated(sample, random);
    }

    private static byte[] damaged(String sample, Random random) {
        byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, at + 1);
            } else if (random.nextBoolean()) {
                bytes[at] = (byte) random.nextInt(256);
            } else {
                System.arraycopy(bytes.clone(), at / 2, bytes, at, Math.min(8, bytes.length - at));
            }
        }
        return bytes;
    }

    private static byte[] mutated(String sample, Random random) {
        ObjectNode tree = Samples.json(sample);
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<JsonNode> containers = new ArrayList<>();
            collect(tree, containers);
            mutate(containers.get(random.nextInt(containers.size())), containers, random);
        }
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static void mutate(JsonNode container, List<JsonNode> others, Random random) {
        JsonNode value = value(others, random);
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.add(CANARY);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (container instanceof ArrayNode array && !array.isEmpty()) {
            int at = random.nextInt(array.size());
            switch (random.nextInt(3)) {
                case 0 -> array.remove(at);
                case 1 -> array.set(at, value);
                default -> array.add(value);
            }
        }
    }

    private static JsonNode value(List<JsonNode> others, Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(10)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt());
            case 3 -> nodes.numberNode(random.nextGaussian());
            case 4 -> nodes.numberNode(BigInteger.TEN.pow(40));
            case 5 -> nodes.textNode(CANARY);
            case 6 -> nodes.textNode("");
            case 7 -> nodes.arrayNode();
            case 8 -> nodes.objectNode();
            default -> others.get(random.nextInt(others.size())).deepCopy();
        };
    }
}
