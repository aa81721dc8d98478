import { mount } from 'svelte';
import '#renderer/shared/theme.css';
import Application from '#renderer/workbench/Application.svelte';

const target = document.getElementById('application');
if (target === null) throw new Error('the page has no place for the application');
mount(Application, { target });
