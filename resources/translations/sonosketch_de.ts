<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>Script</name>
    <message>
        <source>No picture came within %1 s.</source>
        <translation>Innerhalb von %1 s kam kein Bild.</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>x %1  y %2 px</source>
        <translation>x %1  y %2 px</translation>
    </message>
    <message>
        <source>  ·  %1, %2 mm</source>
        <translation>  ·  %1, %2 mm</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
</context>
<context>
    <name>sonosketch::CannyPanel</name>
    <message>
        <source>Edges of the source image</source>
        <translation>Kanten des Quellbilds</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Automatic sketch</source>
        <translation>Automatische Skizze</translation>
    </message>
    <message>
        <source>Adds edges found in the source image to the sketch. Pen strokes are kept apart and stay.</source>
        <translation>Fügt der Skizze Kanten aus dem Quellbild hinzu. Stiftstriche werden getrennt gehalten und bleiben.</translation>
    </message>
    <message>
        <source>Low threshold</source>
        <translation>Untere Schwelle</translation>
    </message>
    <message>
        <source>Weak edges above it are kept where they join a strong one.</source>
        <translation>Schwache Kanten darüber bleiben, wo sie an eine starke anschließen.</translation>
    </message>
    <message>
        <source>High threshold</source>
        <translation>Obere Schwelle</translation>
    </message>
    <message>
        <source>Edges above it are always kept.</source>
        <translation>Kanten darüber bleiben immer.</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Gaussian smoothing before edges are looked for; more of it leaves fewer, longer lines.</source>
        <translation>Gauß-Glättung vor der Kantensuche; mehr davon ergibt weniger, längere Linien.</translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation>Filtergröße</translation>
    </message>
    <message>
        <source>Size of the gradient filter in pixels.</source>
        <translation>Größe des Gradientenfilters in Pixeln.</translation>
    </message>
    <message>
        <source>Reset automatic sketch</source>
        <translation>Automatische Skizze zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the settings the models were trained with.</source>
        <translation>Zurück zu den Einstellungen, mit denen die Modelle trainiert wurden.</translation>
    </message>
    <message>
        <source>%1 × %1 px</source>
        <translation>%1 × %1 px</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Untere</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Obere</translation>
    </message>
</context>
<context>
    <name>sonosketch::CommandRows</name>
    <message>
        <source>&amp;Open image…</source>
        <translation>&amp;Bild öffnen…</translation>
    </message>
    <message>
        <source>Starts a new case from a picture file.</source>
        <translation>Beginnt einen neuen Fall mit einer Bilddatei.</translation>
    </message>
    <message>
        <source>Open &amp;case…</source>
        <translation>&amp;Fall öffnen…</translation>
    </message>
    <message>
        <source>Opens a case folder with labels, sketch and field of view.</source>
        <translation>Öffnet einen Fallordner mit Labels, Skizze und Bildfeld.</translation>
    </message>
    <message>
        <source>Import &amp;mask…</source>
        <translation>&amp;Maske importieren…</translation>
    </message>
    <message>
        <source>Replaces the labels by a mask file of the same size.</source>
        <translation>Ersetzt die Labels durch eine Maskendatei gleicher Größe.</translation>
    </message>
    <message>
        <source>&amp;Save case</source>
        <translation>Fall &amp;speichern</translation>
    </message>
    <message>
        <source>Saves source, labels, sketch and field of view.</source>
        <translation>Speichert Quellbild, Labels, Skizze und Bildfeld.</translation>
    </message>
    <message>
        <source>Save case &amp;as…</source>
        <translation>Fall speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Saves the case into another folder.</source>
        <translation>Speichert den Fall in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>S&amp;ynthetisches Bild speichern…</translation>
    </message>
    <message>
        <source>Writes the synthetic picture with its mark and metadata.</source>
        <translation>Schreibt das synthetische Bild mit Kennzeichnung und Metadaten.</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>Closes the editor.</source>
        <translation>Schließt den Editor.</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Takes the last step back.</source>
        <translation>Nimmt den letzten Schritt zurück.</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Repeats the step that was taken back.</source>
        <translation>Wiederholt den zurückgenommenen Schritt.</translation>
    </message>
    <message>
        <source>&amp;Cancel stroke</source>
        <translation>Strich &amp;abbrechen</translation>
    </message>
    <message>
        <source>Drops the stroke under the pen without a trace.</source>
        <translation>Verwirft den laufenden Strich spurlos.</translation>
    </message>
    <message>
        <source>Clear &amp;labels</source>
        <translation>&amp;Labels löschen</translation>
    </message>
    <message>
        <source>Makes everything background that is not locked.</source>
        <translation>Macht alles zu Hintergrund, was nicht gesperrt ist.</translation>
    </message>
    <message>
        <source>Clear s&amp;trokes</source>
        <translation>&amp;Striche löschen</translation>
    </message>
    <message>
        <source>Drops every hand-made mark of the sketch; automatic edges stay.</source>
        <translation>Entfernt alles von Hand Gezeichnete aus der Skizze; automatische Kanten bleiben.</translation>
    </message>
    <message>
        <source>Label &amp;brush</source>
        <translation>Label-&amp;Pinsel</translation>
    </message>
    <message>
        <source>Paints the active label. Hold Ctrl to erase.</source>
        <translation>Malt das aktive Label. Strg gedrückt halten zum Radieren.</translation>
    </message>
    <message>
        <source>Label &amp;eraser</source>
        <translation>Label-&amp;Radierer</translation>
    </message>
    <message>
        <source>Turns labels into background.</source>
        <translation>Macht Labels zu Hintergrund.</translation>
    </message>
    <message>
        <source>Sketch &amp;pen</source>
        <translation>&amp;Skizzenstift</translation>
    </message>
    <message>
        <source>Draws a structure line, inside objects too. Hold Ctrl to erase.</source>
        <translation>Zeichnet eine Strukturlinie, auch innerhalb von Objekten. Strg gedrückt halten zum Radieren.</translation>
    </message>
    <message>
        <source>&amp;Sketch eraser</source>
        <translation>Skizzenr&amp;adierer</translation>
    </message>
    <message>
        <source>Removes pen strokes and rubs out automatic edges.</source>
        <translation>Entfernt Stiftstriche und radiert automatische Kanten aus.</translation>
    </message>
    <message>
        <source>&amp;Field-of-view brush</source>
        <translation>&amp;Bildfeld-Pinsel</translation>
    </message>
    <message>
        <source>Extends the scan sector. Hold Ctrl to cut.</source>
        <translation>Erweitert den Schallsektor. Strg gedrückt halten zum Beschneiden.</translation>
    </message>
    <message>
        <source>Field-of-view e&amp;raser</source>
        <translation>Bildfeld-Radi&amp;erer</translation>
    </message>
    <message>
        <source>Cuts away from the scan sector.</source>
        <translation>Beschneidet den Schallsektor.</translation>
    </message>
    <message>
        <source>Pic&amp;k label</source>
        <translation>Label auf&amp;nehmen</translation>
    </message>
    <message>
        <source>Makes the label under the pointer the active one. A right click does it with any tool.</source>
        <translation>Aktiviert das Label unter dem Zeiger. Mit jedem Werkzeug auch per Rechtsklick.</translation>
    </message>
    <message>
        <source>P&amp;an</source>
        <translation>Ansicht &amp;verschieben</translation>
    </message>
    <message>
        <source>Drags both views. Hold Space to pan with any tool.</source>
        <translation>Verschiebt beide Ansichten. Mit jedem Werkzeug auch bei gedrückter Leertaste.</translation>
    </message>
    <message>
        <source>&amp;Last tool</source>
        <translation>&amp;Letztes Werkzeug</translation>
    </message>
    <message>
        <source>Switches between the last two tools.</source>
        <translation>Wechselt zwischen den beiden letzten Werkzeugen.</translation>
    </message>
    <message>
        <source>S&amp;maller brush</source>
        <translation>Pinsel ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Makes the brush a fifth smaller.</source>
        <translation>Macht den Pinsel um ein Fünftel kleiner.</translation>
    </message>
    <message>
        <source>Lar&amp;ger brush</source>
        <translation>Pinsel ver&amp;größern</translation>
    </message>
    <message>
        <source>Makes the brush a fifth larger.</source>
        <translation>Macht den Pinsel um ein Fünftel größer.</translation>
    </message>
    <message>
        <source>A&amp;utomatic sketch</source>
        <translation>A&amp;utomatische Skizze</translation>
    </message>
    <message>
        <source>Adds edges found in the source image to the sketch.</source>
        <translation>Fügt der Skizze Kanten aus dem Quellbild hinzu.</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Makes background the active label.</source>
        <translation>Macht Hintergrund zum aktiven Label.</translation>
    </message>
    <message>
        <source>Label 1</source>
        <translation>Label 1</translation>
    </message>
    <message>
        <source>Makes label 1 the active one.</source>
        <translation>Aktiviert Label 1.</translation>
    </message>
    <message>
        <source>Label 2</source>
        <translation>Label 2</translation>
    </message>
    <message>
        <source>Makes label 2 the active one.</source>
        <translation>Aktiviert Label 2.</translation>
    </message>
    <message>
        <source>Label 3</source>
        <translation>Label 3</translation>
    </message>
    <message>
        <source>Makes label 3 the active one.</source>
        <translation>Aktiviert Label 3.</translation>
    </message>
    <message>
        <source>Label 4</source>
        <translation>Label 4</translation>
    </message>
    <message>
        <source>Makes label 4 the active one.</source>
        <translation>Aktiviert Label 4.</translation>
    </message>
    <message>
        <source>Label 5</source>
        <translation>Label 5</translation>
    </message>
    <message>
        <source>Makes label 5 the active one.</source>
        <translation>Aktiviert Label 5.</translation>
    </message>
    <message>
        <source>Label 6</source>
        <translation>Label 6</translation>
    </message>
    <message>
        <source>Makes label 6 the active one.</source>
        <translation>Aktiviert Label 6.</translation>
    </message>
    <message>
        <source>Label 7</source>
        <translation>Label 7</translation>
    </message>
    <message>
        <source>Makes label 7 the active one.</source>
        <translation>Aktiviert Label 7.</translation>
    </message>
    <message>
        <source>Label 8</source>
        <translation>Label 8</translation>
    </message>
    <message>
        <source>Makes label 8 the active one.</source>
        <translation>Aktiviert Label 8.</translation>
    </message>
    <message>
        <source>Label 9</source>
        <translation>Label 9</translation>
    </message>
    <message>
        <source>Makes label 9 the active one.</source>
        <translation>Aktiviert Label 9.</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ansicht &amp;vergrößern</translation>
    </message>
    <message>
        <source>Enlarges both views.</source>
        <translation>Vergrößert beide Ansichten.</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ansicht ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Shows more of both pictures.</source>
        <translation>Zeigt mehr von beiden Bildern.</translation>
    </message>
    <message>
        <source>&amp;Actual pixels</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>Shows one canvas pixel as one screen pixel.</source>
        <translation>Zeigt ein Pixel der Zeichenfläche als ein Bildschirmpixel.</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Shows the whole canvas.</source>
        <translation>Zeigt die ganze Zeichenfläche.</translation>
    </message>
    <message>
        <source>Show &amp;source image</source>
        <translation>&amp;Quellbild anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the source image.</source>
        <translation>Blendet das Quellbild ein oder aus.</translation>
    </message>
    <message>
        <source>Show field of &amp;view</source>
        <translation>&amp;Bildfeld anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the tint outside the field of view.</source>
        <translation>Blendet die Tönung außerhalb des Bildfelds ein oder aus.</translation>
    </message>
    <message>
        <source>Show &amp;labels</source>
        <translation>&amp;Labels anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the labels.</source>
        <translation>Blendet die Labels ein oder aus.</translation>
    </message>
    <message>
        <source>Show automatic s&amp;ketch</source>
        <translation>&amp;Automatische Skizze anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the automatic edges; the model still sees them.</source>
        <translation>Blendet die automatischen Kanten ein oder aus; das Modell sieht sie weiterhin.</translation>
    </message>
    <message>
        <source>Show pen s&amp;trokes</source>
        <translation>&amp;Stiftstriche anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the pen&apos;s strokes; the model still sees them.</source>
        <translation>Blendet die Stiftstriche ein oder aus; das Modell sieht sie weiterhin.</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About SonoSketch</source>
        <translation>&amp;Über SonoSketch</translation>
    </message>
    <message>
        <source>Says what this program is, and what it is not for.</source>
        <translation>Sagt, was dieses Programm ist und wofür es nicht gedacht ist.</translation>
    </message>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Theme, language and keys.</source>
        <translation>Farbschema, Sprache und Tasten.</translation>
    </message>
    <message>
        <source>Full s&amp;creen</source>
        <translation>Vollbil&amp;d</translation>
    </message>
    <message>
        <source>Gives the whole screen to the window, or takes it back.</source>
        <translation>Schaltet den Vollbildmodus ein oder aus.</translation>
    </message>
    <message>
        <source>&amp;Restore panels</source>
        <translation>Bedienfelder &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Brings every panel and toolbar back to its first place.</source>
        <translation>Bringt alle Bedienfelder und Werkzeugleisten an ihren ursprünglichen Platz zurück.</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>&amp;Benutzerhandbuch</translation>
    </message>
    <message>
        <source>A short illustrated tour.</source>
        <translation>Ein kurzer bebilderter Rundgang.</translation>
    </message>
    <message>
        <source>Lists every key, and changes them.</source>
        <translation>Zeigt alle Tasten und ändert sie.</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>&amp;Willkommensseite</translation>
    </message>
    <message>
        <source>Three real cases to start from, and your recent ones.</source>
        <translation>Drei echte Fälle für den Einstieg und die zuletzt verwendeten.</translation>
    </message>
</context>
<context>
    <name>sonosketch::CommandTable</name>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Ctrl held</source>
        <translation>Strg gedrückt</translation>
    </message>
    <message>
        <source>Any brush erases</source>
        <translation>Jeder Pinsel radiert</translation>
    </message>
    <message>
        <source>Space held</source>
        <translation>Leertaste gedrückt</translation>
    </message>
    <message>
        <source>Any tool pans</source>
        <translation>Jedes Werkzeug verschiebt die Ansicht</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>Pick the label under the pointer</source>
        <translation>Label unter dem Zeiger aufnehmen</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Zoom am Zeiger</translation>
    </message>
    <message>
        <source>Shift+Wheel</source>
        <translation>Umschalt+Mausrad</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation>Mittlere Maustaste</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Ansicht verschieben</translation>
    </message>
</context>
<context>
    <name>sonosketch::ConditionCanvas</name>
    <message>
        <source>Condition canvas</source>
        <translation>Zeichenfläche der Bedingung</translation>
    </message>
    <message>
        <source>Source image with labels and sketch; paint here.</source>
        <translation>Quellbild mit Labels und Skizze; hier wird gemalt.</translation>
    </message>
</context>
<context>
    <name>sonosketch::EditorSession</name>
    <message>
        <source>Import mask: %1</source>
        <translation>Maske importieren: %1</translation>
    </message>
    <message>
        <source>Automatic sketch settings</source>
        <translation>Einstellungen der automatischen Skizze</translation>
    </message>
    <message>
        <source>Automatic sketch on</source>
        <translation>Automatische Skizze ein</translation>
    </message>
    <message>
        <source>Automatic sketch off</source>
        <translation>Automatische Skizze aus</translation>
    </message>
    <message>
        <source>Clear labels</source>
        <translation>Labels löschen</translation>
    </message>
    <message>
        <source>Clear sketch strokes</source>
        <translation>Skizzenstriche löschen</translation>
    </message>
</context>
<context>
    <name>sonosketch::HelpWindow</name>
    <message>
        <source>User guide – SonoSketch</source>
        <translation>Benutzerhandbuch – SonoSketch</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Benutzerhandbuch</translation>
    </message>
    <message>
        <source>&lt;p&gt;The guide is missing: %1&lt;/p&gt;</source>
        <translation>&lt;p&gt;Das Handbuch fehlt: %1&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>sonosketch::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Click a step to go there; later steps stay and can be reached again.</source>
        <translation>Ein Klick auf einen Schritt führt dorthin; spätere Schritte bleiben erreichbar.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Case opened</source>
        <translation>Fall geöffnet</translation>
    </message>
    <message>
        <source>%1, made at %2</source>
        <translation>%1, um %2</translation>
    </message>
</context>
<context>
    <name>sonosketch::KeyMap</name>
    <message>
        <source>3D Slicer</source>
        <translation>3D Slicer</translation>
    </message>
    <message>
        <source>SonoSketch</source>
        <translation>SonoSketch</translation>
    </message>
</context>
<context>
    <name>sonosketch::KeyPage</name>
    <message>
        <source>Set</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Gives every command the keys of a program you know. Changes of your own are dropped.</source>
        <translation>Gibt allen Befehlen die Tasten eines bekannten Programms. Eigene Änderungen gehen verloren.</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Shows the commands and keys that hold this text.</source>
        <translation>Zeigt die Befehle und Tasten, die diesen Text enthalten.</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Choose a command, then press its new keys in the field below.</source>
        <translation>Befehl wählen, dann im Feld darunter die neuen Tasten drücken.</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Click here and press the keys together.</source>
        <translation>Hier klicken und die Tasten gleichzeitig drücken.</translation>
    </message>
    <message>
        <source>Set keys</source>
        <translation>Tasten zuweisen</translation>
    </message>
    <message>
        <source>Replaces the keys of the chosen command.</source>
        <translation>Ersetzt die Tasten des gewählten Befehls.</translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation>Tasten hinzufügen</translation>
    </message>
    <message>
        <source>Gives the chosen command one more key.</source>
        <translation>Gibt dem gewählten Befehl eine weitere Taste.</translation>
    </message>
    <message>
        <source>Takes all keys from the chosen command.</source>
        <translation>Nimmt dem gewählten Befehl alle Tasten.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Standardtasten</translation>
    </message>
    <message>
        <source>Gives the chosen command the keys of the preset.</source>
        <translation>Gibt dem gewählten Befehl die Tasten der Vorlage.</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>New &amp;keys</source>
        <translation>&amp;Neue Tasten</translation>
    </message>
    <message>
        <source>%1 now means “%2”; that command would lose it.</source>
        <translation>%1 gehört derzeit zu „%2“; dieser Befehl würde die Taste verlieren.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 was taken from: %2</source>
        <translation>%1 gehört nicht mehr zu: %2</translation>
    </message>
</context>
<context>
    <name>sonosketch::LayerModel</name>
    <message>
        <source>Source image</source>
        <translation>Quellbild</translation>
    </message>
    <message>
        <source>Field of view</source>
        <translation>Bildfeld</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Automatic sketch</source>
        <translation>Automatische Skizze</translation>
    </message>
    <message>
        <source>Pen strokes</source>
        <translation>Stiftstriche</translation>
    </message>
</context>
<context>
    <name>sonosketch::LayersPanel</name>
    <message>
        <source>Show %1</source>
        <translation>%1 anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides this layer; the model sees it all the same.</source>
        <translation>Blendet diese Ebene ein oder aus; das Modell sieht sie trotzdem.</translation>
    </message>
    <message>
        <source>Opacity of %1</source>
        <translation>Deckkraft: %1</translation>
    </message>
    <message>
        <source>How strongly this layer covers the ones below.</source>
        <translation>Wie stark diese Ebene die darunterliegenden verdeckt.</translation>
    </message>
</context>
<context>
    <name>sonosketch::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>&amp;Labels</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>File and view</source>
        <translation>Datei und Ansicht</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Synthesised</source>
        <translation>Synthetisches Bild</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Auto sketch</source>
        <translation>Auto-Skizze</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Zoom of both views.</source>
        <translation>Zoom beider Ansichten.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>A preview is quick and rough; an exact picture is a full pass of the model.</source>
        <translation>Eine Vorschau ist schnell und grob; ein exaktes Bild ist ein voller Durchlauf des Modells.</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1 Rückstand</translation>
    </message>
    <message>
        <source>How long ago the first change was made that this picture does not show yet.</source>
        <translation>Zeit seit der ersten Änderung, die dieses Bild noch nicht zeigt.</translation>
    </message>
    <message>
        <source>not for diagnosis</source>
        <translation>nicht zur Diagnose</translation>
    </message>
    <message>
        <source>Untitled case</source>
        <translation>Unbenannter Fall</translation>
    </message>
    <message>
        <source>%1[*] – SonoSketch</source>
        <translation>%1[*] – SonoSketch</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo “%1”</source>
        <translation>&amp;Rückgängig: „%1“</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Redo “%1”</source>
        <translation>&amp;Wiederholen: „%1“</translation>
    </message>
    <message>
        <source>About SonoSketch</source>
        <translation>Über SonoSketch</translation>
    </message>
    <message>
        <source>&lt;b&gt;SonoSketch&lt;/b&gt;&lt;p&gt;Paint labels and sketches, and see a synthetic ultrasound image follow the pen.&lt;/p&gt;&lt;p&gt;Every picture it makes is synthetic. It is for research and training, &lt;b&gt;not for diagnosis&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;%1&lt;/p&gt;</source>
        <translation>&lt;b&gt;SonoSketch&lt;/b&gt;&lt;p&gt;Labels und Skizzen malen – und ein synthetisches Ultraschallbild folgt dem Stift.&lt;/p&gt;&lt;p&gt;Jedes erzeugte Bild ist synthetisch. Für Forschung und Ausbildung, &lt;b&gt;nicht zur Diagnose&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;%1&lt;/p&gt;</translation>
    </message>
    <message>
        <source>That did not work: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>%1 geöffnet</translation>
    </message>
    <message>
        <source>Imported mask %1</source>
        <translation>Maske %1 importiert</translation>
    </message>
    <message>
        <source>Saved case %1</source>
        <translation>Fall %1 gespeichert</translation>
    </message>
    <message>
        <source>Saved synthetic picture %1</source>
        <translation>Synthetisches Bild %1 gespeichert</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.bmp *.tif *.tiff)</translation>
    </message>
    <message>
        <source>Open case folder</source>
        <translation>Fallordner öffnen</translation>
    </message>
    <message>
        <source>Import mask</source>
        <translation>Maske importieren</translation>
    </message>
    <message>
        <source>Masks (*.png *.bmp *.tif *.tiff)</source>
        <translation>Masken (*.png *.bmp *.tif *.tiff)</translation>
    </message>
    <message>
        <source>Save case as a folder</source>
        <translation>Fall als Ordner speichern</translation>
    </message>
    <message>
        <source>case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Save synthetic picture</source>
        <translation>Synthetisches Bild speichern</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>synthetic.png</source>
        <translation>synthetisch.png</translation>
    </message>
    <message>
        <source>Save the case?</source>
        <translation>Fall speichern?</translation>
    </message>
    <message>
        <source>The case has changes that are not saved.</source>
        <translation>Der Fall enthält ungespeicherte Änderungen.</translation>
    </message>
</context>
<context>
    <name>sonosketch::PalettePanel</name>
    <message>
        <source>Paints background.</source>
        <translation>Malt Hintergrund.</translation>
    </message>
    <message>
        <source>Makes this class the active one and takes the brush.</source>
        <translation>Aktiviert diese Klasse und nimmt den Pinsel.</translation>
    </message>
    <message>
        <source>Lock %1</source>
        <translation>%1 sperren</translation>
    </message>
    <message>
        <source>A locked class neither shrinks nor grows.</source>
        <translation>Eine gesperrte Klasse schrumpft und wächst nicht.</translation>
    </message>
</context>
<context>
    <name>sonosketch::Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Dark suits a reading room, light a bright one. The pictures keep their dark surroundings.</source>
        <translation>Dunkel eignet sich für den Befundungsraum, Hell für helle Räume. Die Bilder behalten ihre dunkle Umgebung.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Counts from the next start on.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Restore panels</source>
        <translation>Bedienfelder zurücksetzen</translation>
    </message>
    <message>
        <source>Brings every panel and toolbar back to its first place.</source>
        <translation>Bringt alle Bedienfelder und Werkzeugleisten an ihren ursprünglichen Platz zurück.</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>The language counts from the next start on.</source>
        <translation>Die Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bedienfelder</translation>
    </message>
</context>
<context>
    <name>sonosketch::StatusStrip</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Pointer position</source>
        <translation>Zeigerposition</translation>
    </message>
    <message>
        <source>Pointer position on the canvas, in millimetres too where the spacing is known.</source>
        <translation>Zeigerposition auf der Zeichenfläche, auch in Millimetern, wenn der Pixelabstand bekannt ist.</translation>
    </message>
    <message>
        <source>Busy %1</source>
        <translation>Rechnet %1</translation>
    </message>
    <message>
        <source>State of the picture</source>
        <translation>Zustand des Bildes</translation>
    </message>
    <message>
        <source>What the model is doing, and whether the picture is a preview or exact.</source>
        <translation>Was das Modell gerade tut und ob das Bild eine Vorschau oder exakt ist.</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Time of the last pass</source>
        <translation>Dauer des letzten Durchlaufs</translation>
    </message>
    <message>
        <source>Milliseconds from the condition to the picture.</source>
        <translation>Millisekunden von der Bedingung bis zum Bild.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device and precision</source>
        <translation>Gerät und Genauigkeit</translation>
    </message>
    <message>
        <source>The device that runs the network, and its precision.</source>
        <translation>Das Gerät, auf dem das Netz läuft, und seine Rechengenauigkeit.</translation>
    </message>
    <message>
        <source>Synthetic image – not for diagnosis</source>
        <translation>Synthetisches Bild – nicht zur Diagnose</translation>
    </message>
    <message>
        <source>Disclaimer</source>
        <translation>Warnhinweis</translation>
    </message>
    <message>
        <source>Pictures are made by a network. They are for research and training.</source>
        <translation>Die Bilder stammen von einem neuronalen Netz. Sie dienen Forschung und Ausbildung.</translation>
    </message>
    <message>
        <source>Model %1
SHA-256 %2</source>
        <translation>Modell %1
SHA-256 %2</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Loading model…</source>
        <translation>Modell wird geladen…</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
</context>
<context>
    <name>sonosketch::SynthesisView</name>
    <message>
        <source>Synthesised image</source>
        <translation>Synthetisches Bild</translation>
    </message>
    <message>
        <source>Synthetic picture made from the condition beside it. Not for diagnosis.</source>
        <translation>Synthetisches Bild, erzeugt aus der Bedingung daneben. Nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>No model — see the status bar</source>
        <translation>Kein Modell – siehe Statusleiste</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Modell wird geladen…</translation>
    </message>
    <message>
        <source>Waiting for the first picture…</source>
        <translation>Warten auf das erste Bild…</translation>
    </message>
</context>
<context>
    <name>sonosketch::ToolBox</name>
    <message>
        <source>Erase labels</source>
        <translation>Labels radieren</translation>
    </message>
    <message>
        <source>Erase sketch</source>
        <translation>Skizze radieren</translation>
    </message>
    <message>
        <source>Extend field of view</source>
        <translation>Bildfeld erweitern</translation>
    </message>
    <message>
        <source>Cut field of view</source>
        <translation>Bildfeld beschneiden</translation>
    </message>
    <message>
        <source>Brush: %1</source>
        <translation>Pinsel: %1</translation>
    </message>
    <message>
        <source>Sketch pen</source>
        <translation>Skizzenstift</translation>
    </message>
    <message>
        <source>Label brush</source>
        <translation>Label-Pinsel</translation>
    </message>
    <message>
        <source>Label eraser</source>
        <translation>Label-Radierer</translation>
    </message>
    <message>
        <source>Sketch eraser</source>
        <translation>Skizzenradierer</translation>
    </message>
    <message>
        <source>Field-of-view brush</source>
        <translation>Bildfeld-Pinsel</translation>
    </message>
    <message>
        <source>Field-of-view eraser</source>
        <translation>Bildfeld-Radierer</translation>
    </message>
    <message>
        <source>Pick label</source>
        <translation>Label aufnehmen</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Ansicht verschieben</translation>
    </message>
</context>
<context>
    <name>sonosketch::ToolOptionsPanel</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Pen pressure sets the size</source>
        <translation>Stiftdruck bestimmt Größe</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Diameter in canvas pixels. Shift+wheel does the same.</source>
        <translation>Durchmesser in Pixeln der Zeichenfläche. Auch mit Umschalt+Mausrad.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Rund</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Eckig</translation>
    </message>
    <message>
        <source>Round brush</source>
        <translation>Runder Pinsel</translation>
    </message>
    <message>
        <source>Paints with a disc.</source>
        <translation>Malt mit einer Kreisscheibe.</translation>
    </message>
    <message>
        <source>Square brush</source>
        <translation>Eckiger Pinsel</translation>
    </message>
    <message>
        <source>Paints with a square.</source>
        <translation>Malt mit einem Quadrat.</translation>
    </message>
    <message>
        <source>A light touch of a pen draws a thinner line. A mouse always draws the full size.</source>
        <translation>Leichter Stiftdruck zeichnet dünner. Die Maus zeichnet immer in voller Größe.</translation>
    </message>
    <message>
        <source>Paint over</source>
        <translation>Übermalen</translation>
    </message>
    <message>
        <source>Which labels the label tools may change. Locked classes never change.</source>
        <translation>Welche Labels die Label-Werkzeuge ändern dürfen. Gesperrte Klassen ändern sich nie.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Background only</source>
        <translation>Nur Hintergrund</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
</context>
<context>
    <name>sonosketch::WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Ultrasound pictures that do not exist yet</source>
        <translation>Ultraschallbilder, die es noch nicht gibt</translation>
    </message>
    <message>
        <source>Paint labels and sketch lines on the left; the synthetic picture on the right follows. Every picture made here is synthetic and says so. For research and training, not for diagnosis.</source>
        <translation>Links Labels und Skizzenlinien malen; rechts folgt das synthetische Bild. Jedes hier erzeugte Bild ist synthetisch und so gekennzeichnet. Für Forschung und Ausbildung, nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>Recent cases</source>
        <translation>Zuletzt verwendete Fälle</translation>
    </message>
    <message>
        <source>Enter or a double click opens one.</source>
        <translation>Eingabetaste oder Doppelklick öffnet einen Fall.</translation>
    </message>
    <message>
        <source>Go on with</source>
        <translation>Weiterarbeiten</translation>
    </message>
    <message>
        <source>&amp;Open your own…</source>
        <translation>&amp;Eigenes öffnen…</translation>
    </message>
    <message>
        <source>Open your own</source>
        <translation>Eigenes öffnen</translation>
    </message>
    <message>
        <source>An ultrasound image, a case folder or a project.</source>
        <translation>Ein Ultraschallbild, ein Fallordner oder ein Projekt.</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>Ben&amp;utzerhandbuch</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Benutzerhandbuch</translation>
    </message>
    <message>
        <source>A short illustrated tour.</source>
        <translation>Ein kurzer bebilderter Rundgang.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Closes this page; Help &gt; Welcome brings it back.</source>
        <translation>Schließt diese Seite; Hilfe &gt; Willkommensseite bringt sie zurück.</translation>
    </message>
    <message>
        <source>Start from a real case</source>
        <translation>Mit einem echten Fall beginnen</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
</TS>
