package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.SealedIds;
import io.breakwater.dialect.SealedIds.StoredAt;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.Alias;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stored things that a request continues: a previous response, and items that are referenced
/// instead of sent. All are at one target, and only that target can answer the request.
final class StoredContext {
    static final String PREVIOUS = "previous_response_id";
    static final String REFERENCE = "item_reference";

    private static final String INPUT = "input";

    private final Alias alias;
    private final SealedIds ids;
    private final List<StoredAt> needed = new ArrayList<>();
    private ObjectNode json;
    private Optional<Refusal> refusal = Optional.empty();

    private StoredContext(ObjectNode json, Alias alias, SealedIds ids) {
        this.json = json;
        this.alias = alias;
        this.ids = ids;
    }

    /// Reads a request for an alias that stores, with the ids of its caller's tenant.
    static StoredContext of(ObjectNode json, Alias alias, SealedIds ids) {
        StoredContext context = new StoredContext(json, alias, ids);
        context.previous();
        context.items();
        context.inOnePlace();
        return context;
    }

    /// A request for an alias that does not store, without ids that were sealed for another alias: its
    /// models refuse such long ids. The same object if there are none.
    static ObjectNode unsealed(ObjectNode request) {
        if (!(request.path(INPUT) instanceof ArrayNode items)
                || items.valueStream().noneMatch(StoredContext::isSealed)) {
            return request;
        }
        ObjectNode own = SharedMembers.of(request);
        ArrayNode plain = own.putArray(INPUT);
        items.forEach(item ->
                plain.add(isSealed(item) ? SharedMembers.of((ObjectNode) item).without(List.of("id")) : item));
        return own;
    }

    private static boolean isSealed(JsonNode item) {
        return item.isObject() && SealedIds.isSealed(item.path("id").asText());
    }

    /// Why the request cannot be continued, if it cannot.
    Optional<Refusal> refusal() {
        return refusal;
    }

    /// The request with Bedrock's own ids.
    ObjectNode json() {
        return json;
    }

    /// The label of the target that has the stored things, if there are any.
    Optional<String> only() {
        return needed.stream().map(StoredAt::target).findFirst();
    }

    /// An estimate of the stored tokens: the largest of the referenced ones, since a later response
    /// includes the earlier ones.
    long tokens() {
        return needed.stream().mapToLong(StoredAt::tokens).max().orElse(0);
    }

    private void previous() {
        if (!json.hasNonNull(PREVIOUS)) {
            return;
        }
        String asked = json.path(PREVIOUS).asText();
        needed(asked, PREVIOUS)
                .ifPresent(stored -> json = SharedMembers.of(json).put(PREVIOUS, stored.id()));
    }

    private void items() {
        if (!(json.path(INPUT) instanceof ArrayNode items)
                || items.valueStream().noneMatch(this::isNamed)) {
            return;
        }
        json = SharedMembers.of(json);
        ArrayNode own = json.putArray(INPUT);
        for (int i = 0; i < items.size(); i++) {
            own.add(isNamed(items.get(i)) ? own((ObjectNode) items.get(i), INPUT + "[" + i + "].id") : items.get(i));
        }
    }

    private boolean isNamed(JsonNode item) {
        return isReference(item) || isSealed(item);
    }

    /// Whether an item is a reference; an item with an id and no type is one, too
    /// ("ItemReferenceParam", OpenAI API reference: its type may be left out or null).
    static boolean isReference(JsonNode item) {
        return item.hasNonNull("type")
                ? item.path("type").asText().equals(REFERENCE)
                : item.hasNonNull("id") && !item.hasNonNull("role");
    }

    /// An item with Bedrock's own id. A whole item can be sent to any target; one whose content only
    /// its target knows becomes a reference.
    private JsonNode own(ObjectNode item, String field) {
        String id = item.path("id").asText();
        Optional<StoredAt> stored = ids.open(id);
        if (isReference(item) || (stored.isPresent() && isHollow(item))) {
            return needed(id, field).<JsonNode>map(StoredContext::reference).orElse(item);
        }
        ObjectNode own = SharedMembers.of(item);
        stored.ifPresentOrElse(known -> own.put("id", known.id()), () -> own.remove("id"));
        return own;
    }

    private static boolean isHollow(ObjectNode item) {
        return item.path("type").asText().equals("reasoning")
                && item.path("encrypted_content").asText().isEmpty();
    }

    private static ObjectNode reference(StoredAt stored) {
        return JsonNodeFactory.instance.objectNode().put("type", REFERENCE).put("id", stored.id());
    }

    private Optional<StoredAt> needed(String id, String field) {
        Optional<StoredAt> stored = ids.open(id);
        stored.ifPresentOrElse(known -> take(known, field), () -> refuse(notFound(id, Optional.of(field))));
        return stored;
    }

    private void take(StoredAt stored, String field) {
        if (!stored.alias().equals(alias)) {
            refuse(Refusal.invalidRequest(
                    "%s was created with the model %s, and only that model can continue it; use that model, got %s"
                            .formatted(field, Refusal.quoted(stored.alias().value()), Refusal.quoted(alias.value())),
                    Optional.of(field)));
        }
        needed.add(stored);
    }

    private void inOnePlace() {
        if (needed.stream().map(StoredAt::target).distinct().count() > 1) {
            refuse(Refusal.invalidRequest(
                    "input refers to items that are stored in different accounts or Regions, and no model can read them all; send"
                            + " the items themselves",
                    Optional.of(INPUT)));
        }
    }

    private void refuse(Refusal because) {
        refusal = refusal.or(() -> Optional.of(because));
    }

    /// The one refusal for an id that does not exist, is another tenant's, forged or cut.
    ///
    /// @param field the member that has the id; empty if the path does
    static Refusal notFound(String id, Optional<String> field) {
        return Refusal.responseNotFound(
                "%s %s was not found: nothing with this id is stored for you; send the whole conversation in input"
                        .formatted(
                                field.filter(named -> !named.equals(PREVIOUS)).isPresent()
                                        ? "the item"
                                        : "the response",
                                Refusal.quoted(id)),
                field);
    }
}
