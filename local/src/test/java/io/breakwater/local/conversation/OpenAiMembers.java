package io.breakwater.local.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.openai.core.JsonField;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The members of a chat completion request in OpenAI's own SDK, as paths such as
/// `messages[].content[].text`; a new SDK may know more. The SDK's types name them where Jackson builds
/// them (`@JsonProperty`), and their methods (`asText`, `asArrayOfContentParts`) show which types one
/// place may have.
final class OpenAiMembers {
    private final Set<String> paths = new LinkedHashSet<>();

    private OpenAiMembers() {}

    /// The members in the order of the service's model; a member of several types is named once.
    static List<String> ofChat() {
        OpenAiMembers members = new OpenAiMembers();
        members.read("", ChatCompletionCreateParams.Body.class);
        return new ArrayList<>(members.paths);
    }

    private void read(String path, Type type) {
        switch (type) {
            case WildcardType any -> read(path, any.getUpperBounds()[0]);
            case ParameterizedType of -> readGeneric(path, of.getRawType(), of.getActualTypeArguments()[0]);
            case Class<?> known when known.getName().startsWith("com.openai.models") -> readKnown(path, known);
            default -> add(path);
        }
    }

    private void readGeneric(String path, Type type, Type argument) {
        if (type.equals(JsonField.class)) {
            read(path, argument);
        } else if (type.equals(List.class)) {
            read(path + "[]", argument);
        } else {
            add(path);
        }
    }

    private void readKnown(String path, Class<?> type) {
        List<Type> readings = readings(type);
        List<Parameter> members = members(type);
        readings.forEach(reading -> read(path, reading));
        members.forEach(member -> read(
                (path.isEmpty() ? "" : path + ".")
                        + member.getAnnotation(JsonProperty.class).value(),
                member.getParameterizedType()));
        if (readings.isEmpty() && members.isEmpty()) {
            add(path);
        }
    }

    /// Adds the path; a list of plain values counts as one value.
    private void add(String path) {
        paths.add(path.endsWith("[]") ? path.substring(0, path.length() - 2) : path);
    }

    private static List<Parameter> members(Class<?> type) {
        return Stream.of(type.getDeclaredConstructors())
                .map(Constructor::getParameters)
                .map(parameters -> Stream.of(parameters)
                        .filter(parameter -> parameter.isAnnotationPresent(JsonProperty.class))
                        .toList())
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /// The types as which a value may be read; an enumeration has none, since it is one text.
    private static List<Type> readings(Class<?> type) {
        if (com.openai.core.Enum.class.isAssignableFrom(type)) {
            return List.of();
        }
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().matches("as[A-Z].*") && method.getParameterCount() == 0)
                .sorted(Comparator.comparing(Method::getName))
                .map(Method::getGenericReturnType)
                .toList();
    }
}
