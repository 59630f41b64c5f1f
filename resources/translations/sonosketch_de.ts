<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>Script</name>
    <message>
        <source>No picture came within %1 s.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>x %1  y %2 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  ·  %1, %2 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::CannyPanel</name>
    <message>
        <source>Edges of the source image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic sketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds edges found in the source image to the sketch. Pen strokes are kept apart and stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weak edges above it are kept where they join a strong one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edges above it are always kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian smoothing before edges are looked for; more of it leaves fewer, longer lines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the gradient filter in pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset automatic sketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the settings the models were trained with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %1 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::CommandRows</name>
    <message>
        <source>&amp;Open image…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a new case from a picture file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens a case folder with labels, sketch and field of view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import &amp;mask…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaces the labels by a mask file of the same size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves source, labels, sketch and field of view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save case &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves the case into another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the synthetic picture with its mark and metadata.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes the editor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the last step back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeats the step that was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drops the stroke under the pen without a trace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear &amp;labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes everything background that is not locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear s&amp;trokes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drops every hand-made mark of the sketch; automatic edges stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label &amp;brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints the active label. Hold Ctrl to erase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label &amp;eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns labels into background.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sketch &amp;pen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws a structure line, inside objects too. Hold Ctrl to erase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sketch eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes pen strokes and rubs out automatic edges.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Field-of-view brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extends the scan sector. Hold Ctrl to cut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field-of-view e&amp;raser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts away from the scan sector.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pic&amp;k label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes the label under the pointer the active one. A right click does it with any tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;an</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drags both views. Hold Space to pan with any tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Last tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switches between the last two tools.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;maller brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes the brush a fifth smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lar&amp;ger brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes the brush a fifth larger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;utomatic sketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds edges found in the source image to the sketch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes background the active label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes label 1 the active one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes label 2 the active one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes label 3 the active one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes label 4 the active one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes label 5 the active one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes label 6 the active one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label 7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes label 7 the active one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes label 8 the active one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label 9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes label 9 the active one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarges both views.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows more of both pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Actual pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows one canvas pixel as one screen pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the whole canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;source image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the source image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show field of &amp;view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the tint outside the field of view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show automatic s&amp;ketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the automatic edges; the model still sees them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show pen s&amp;trokes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the pen&apos;s strokes; the model still sees them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About SonoSketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says what this program is, and what it is not for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme, language and keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full s&amp;creen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives the whole screen to the window, or takes it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings every panel and toolbar back to its first place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A short illustrated tour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists every key, and changes them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three real cases to start from, and your recent ones.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::CommandTable</name>
    <message>
        <source> or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any brush erases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any tool pans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick the label under the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pan</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::ConditionCanvas</name>
    <message>
        <source>Condition canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source image with labels and sketch; paint here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::EditorSession</name>
    <message>
        <source>Import mask: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic sketch settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic sketch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic sketch off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear sketch strokes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::HelpWindow</name>
    <message>
        <source>User guide – SonoSketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;The guide is missing: %1&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a step to go there; later steps stay and can be reached again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, made at %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::KeyMap</name>
    <message>
        <source>3D Slicer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SonoSketch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::KeyPage</name>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives every command the keys of a program you know. Changes of your own are dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the commands and keys that hold this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a command, then press its new keys in the field below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click here and press the keys together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaces the keys of the chosen command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives the chosen command one more key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes all keys from the chosen command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives the chosen command the keys of the preset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 now means “%2”; that command would lose it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was taken from: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::LayerModel</name>
    <message>
        <source>Source image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field of view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic sketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pen strokes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::LayersPanel</name>
    <message>
        <source>Show %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides this layer; the model sees it all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly this layer covers the ones below.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File and view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synthesised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto sketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom of both views.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A preview is quick and rough; an exact picture is a full pass of the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long ago the first change was made that this picture does not show yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not for diagnosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1[*] – SonoSketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About SonoSketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;SonoSketch&lt;/b&gt;&lt;p&gt;Paint labels and sketches, and see a synthetic ultrasound image follow the pen.&lt;/p&gt;&lt;p&gt;Every picture it makes is synthetic. It is for research and training, &lt;b&gt;not for diagnosis&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;%1&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported mask %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved case %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved synthetic picture %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open case folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks (*.png *.bmp *.tif *.tiff)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save case as a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save synthetic picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>synthetic.png</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the case?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case has changes that are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::PalettePanel</name>
    <message>
        <source>Paints background.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes this class the active one and takes the brush.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A locked class neither shrinks nor grows.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::Preferences</name>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark suits a reading room, light a bright one. The pictures keep their dark surroundings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings every panel and toolbar back to its first place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language counts from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::StatusStrip</name>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer position on the canvas, in millimetres too where the spacing is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model is doing, and whether the picture is a preview or exact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of the last pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds from the condition to the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device and precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device that runs the network, and its precision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synthetic image – not for diagnosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disclaimer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures are made by a network. They are for research and training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model %1
SHA-256 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::SynthesisView</name>
    <message>
        <source>Synthesised image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synthetic picture made from the condition beside it. Not for diagnosis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model — see the status bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first picture…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::ToolBox</name>
    <message>
        <source>Erase labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase sketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extend field of view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut field of view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sketch pen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sketch eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field-of-view brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field-of-view eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pan</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::ToolOptionsPanel</name>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pen pressure sets the size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diameter in canvas pixels. Shift+wheel does the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints with a disc.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Square brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints with a square.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A light touch of a pen draws a thinner line. A mouse always draws the full size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which labels the label tools may change. Locked classes never change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Background only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonosketch::WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ultrasound pictures that do not exist yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint labels and sketch lines on the left; the synthetic picture on the right follows. Every picture made here is synthetic and says so. For research and training, not for diagnosis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or a double click opens one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open your own…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An ultrasound image, a case folder or a project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A short illustrated tour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes this page; Help &gt; Welcome brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from a real case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
