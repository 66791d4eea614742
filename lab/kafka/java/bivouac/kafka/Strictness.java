// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.strimzi.crdgenerator.annotations.DeprecatedProperty;
import io.strimzi.crdgenerator.annotations.DeprecatedType;
import io.strimzi.crdgenerator.annotations.Maximum;
import io.strimzi.crdgenerator.annotations.Minimum;
import io.strimzi.crdgenerator.annotations.MinimumItems;
import io.strimzi.crdgenerator.annotations.OneOf;
import io.strimzi.crdgenerator.annotations.Pattern;
import io.strimzi.crdgenerator.annotations.RequiredInVersions;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Jackson lets pass when it reads a manifest into Strimzi's classes. They keep unknown fields aside instead of
 * refusing them, and turn an unknown value of an enum into null: so the object is walked beside the manifest. The
 * annotations that the CRDs are generated from are still on the classes, and say what is required and within what limits.
 */
final class Strictness {
    private final List<Fault> faults;

    Strictness(List<Fault> faults) {
        this.faults = faults;
    }

    void compare(JsonNode manifest, Object object, String path) {
        switch (object) {
            case null -> {
                if (!manifest.isNull()) fault(path, "Strimzi does not know the value " + manifest);
            }
            case Collection<?> items -> {
                int index = 0;
                for (Object item : items) {
                    compare(manifest.path(index), item, path + "[" + index++ + "]");
                }
            }
            default -> {
                if (manifest.isObject() && isModel(object.getClass())) compareFields(manifest, object, path);
            }
        }
    }

    /** Maps are free, and so are the few types of Kubernetes that are written as a scalar. */
    private static boolean isModel(Class<?> type) {
        return type.getName().startsWith("io.strimzi.") || type.getName().startsWith("io.fabric8.");
    }

    private void compareFields(JsonNode manifest, Object object, String path) {
        Map<String, BeanPropertyDefinition> known = propertiesOf(object.getClass());
        checkType(manifest, object.getClass(), path);
        manifest.fieldNames().forEachRemaining(name -> {
            if (!known.containsKey(name)) fault(join(path, name), "unknown field");
        });
        known.forEach((name, property) -> {
            JsonNode given = manifest.get(name);
            String at = join(path, name);
            if (given == null || given.isNull()) {
                if (isRequired(property)) fault(at, "required");
                return;
            }
            checkLimits(property, given, at);
            compare(given, property.getAccessor().getValue(object), at);
        });
    }

    private static Map<String, BeanPropertyDefinition> propertiesOf(Class<?> type) {
        var config = Model.STRICT.getSerializationConfig();
        var properties = new LinkedHashMap<String, BeanPropertyDefinition>();
        for (var property : config.introspect(config.constructType(type)).findProperties()) {
            if (property.getAccessor() == null) continue;
            property.getAccessor().fixAccess(true);
            properties.put(property.getName(), property);
        }
        return properties;
    }

    private static boolean isRequired(BeanPropertyDefinition property) {
        RequiredInVersions versions = property.getAccessor().getAnnotation(RequiredInVersions.class);
        return property.isRequired() || (versions != null && versions.value().contains("v1"));
    }

    private void checkLimits(BeanPropertyDefinition property, JsonNode given, String path) {
        switch (annotation(property, Pattern.class)) {
            case Pattern pattern when given.isTextual() && !given.asText().matches(pattern.value()) ->
                fault(path, "\"" + given.asText() + "\" does not match " + pattern.value());
            case null, default -> { }
        }
        switch (annotation(property, Minimum.class)) {
            case Minimum minimum when given.isNumber() && given.asDouble() < minimum.value() ->
                fault(path, given + " is less than " + minimum.value());
            case null, default -> { }
        }
        switch (annotation(property, Maximum.class)) {
            case Maximum maximum when given.isNumber() && given.asDouble() > maximum.value() ->
                fault(path, given + " is more than " + maximum.value());
            case null, default -> { }
        }
        switch (annotation(property, MinimumItems.class)) {
            case MinimumItems items when given.isArray() && given.size() < items.value() ->
                fault(path, given.size() + " items are fewer than " + items.value());
            case null, default -> { }
        }
        switch (annotation(property, DeprecatedProperty.class)) {
            case DeprecatedProperty old -> fault(path, "deprecated; " + old.description() + old.movedToPath());
            case null -> { }
        }
    }

    private static <A extends Annotation> A annotation(BeanPropertyDefinition property, Class<A> type) {
        return property.getAccessor().getAnnotation(type);
    }

    private void checkType(JsonNode manifest, Class<?> type, String path) {
        if (type.isAnnotationPresent(DeprecatedType.class)) fault(path, "the type of this is deprecated");
        OneOf choice = type.getAnnotation(OneOf.class);
        if (choice == null) return;
        long met = Arrays.stream(choice.value())
            .filter(each -> Arrays.stream(each.value()).allMatch(field -> !field.required() || manifest.has(field.value())))
            .count();
        if (met != 1) fault(path, met + " of the alternatives of which exactly one is to be given");
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void fault(String path, String message) {
        faults.add(new Fault("strimzi", path, message));
    }
}
